package io.mall.app.seed;

/**
 * How much to seed.
 *
 * @param products products 1 to this
 * @param users users 1 to this
 * @param admin whether the admin is seeded as well
 */
record SeedOrder(long seed, int products, int users, boolean admin) {

  /** All rows it stands for, given the number of categories. */
  long rows(int categories) {
    // A product has a stock row and a ledger row, a user an address.
    return categories + products * 3L + (users + (admin ? 1 : 0)) * 2L;
  }
}
