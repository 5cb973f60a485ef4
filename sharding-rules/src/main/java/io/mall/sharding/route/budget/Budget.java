package io.mall.sharding.route.budget;

/**
 * How many shards the statements of one name, or of names of one pattern, may touch.
 *
 * @param pattern the name, in which {@code *} stands for any text; {@code default} for the rest
 * @param shards the most shards; {@link #ALL} for any number
 * @param listsOfOneShard whether the application promises that the keys of a list lie on one shard,
 *     which a preview takes for granted and the middleware proves
 * @param line where the file says so; 0 if it does not
 */
public record Budget(String pattern, int shards, boolean listsOfOneShard, int line) {
  /** No limit. */
  public static final int ALL = Integer.MAX_VALUE;

  /** Whether a statement that touches so many shards keeps to it. */
  public boolean allows(int touched) {
    return touched <= shards;
  }

  /** Whether it is for names of a pattern rather than for one name. */
  public boolean isPattern() {
    return pattern.contains("*") || pattern.equals(Budgets.DEFAULT);
  }

  /** As a person says it: {@code 1 shard}. */
  public String text() {
    return shards == ALL ? "all shards" : shards == 1 ? "1 shard" : shards + " shards";
  }
}
