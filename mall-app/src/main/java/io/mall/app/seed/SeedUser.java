package io.mall.app.seed;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A user of the seed data with one address.
 *
 * @param admin whether the user runs the shop
 * @param createdAt in UTC
 */
record SeedUser(
    long userId,
    String username,
    String displayName,
    @Nullable String email,
    boolean admin,
    Address address,
    LocalDateTime createdAt) {

  /** Where the user has orders sent. */
  record Address(
      long addressId,
      String phone,
      String line1,
      String line2,
      String city,
      String region,
      String postalCode,
      String country) {}
}
