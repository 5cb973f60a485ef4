package io.mall.sharding.route.shape;

import java.util.Locale;

/** A shape of statement that ShardingSphere answers wrongly once its rows lie on several shards. */
public enum Shape {
  /** A join of tables that do not share their shards. */
  UNBOUND_JOIN(
      "tables that do not share their shards are joined only where their rows happen to lie together",
      "read one table, then the other by its own key, or make them binding tables and join on the key"),
  /** A join of tables that share their shards, but not on the key. */
  KEYLESS_JOIN(
      "rows that match lie on different shards and are missing",
      "join on the sharding key as well"),
  /** An outer join whose key condition is in ON, or whose preserved side is on every shard. */
  OUTER_JOIN(
      "a condition in ON of an outer join routes the statement but does not restrict the side that"
          + " is kept",
      "move the key into WHERE, or run two statements"),
  /** A subquery over rows that may lie elsewhere. */
  SUBQUERY(
      "each shard evaluates the subquery over its own rows only",
      "tie the subquery to the outer row by the sharding key, or run it as a statement of its own"),
  /** A key condition in a form that ShardingSphere reads as something else. */
  MISREAD_KEY(
      "the condition on the key is read as a narrower one than it is, so rows are missing",
      "write the key as column = value, column IN (values) or column BETWEEN low AND high"),
  /** A UNION whose sides need other shards, or rows of several shards together. */
  UNION(
      "the whole union is sent to the shards of one side, and shards are not merged across its sides",
      "run the sides as statements of their own"),
  /** A derived table or common table expression that is more than a filter. */
  DERIVED_TABLE(
      "each shard groups, limits or sorts out its own rows inside the derived table",
      "group by the sharding key inside it, or run it as a statement of its own"),
  /** A window function whose partitions reach over several shards. */
  WINDOW(
      "each shard computes the window over its own rows",
      "add the sharding key to PARTITION BY, or compute it in the application"),
  /** An aggregate ShardingSphere cannot put together. */
  AGGREGATE(
      "the values of several shards cannot be put together",
      "group by the sharding key, or select the rows and aggregate in the application"),
  /** An expression of aggregates. */
  AGGREGATE_EXPRESSION(
      "the expression is computed on each shard from its own rows",
      "select the plain aggregates and compute the expression in the application"),
  /** DISTINCT inside an aggregate, in a form that is not merged. */
  DISTINCT_AGGREGATE(
      "values that occur on several shards are counted in a way that does not fit the other columns",
      "select the distinct values and aggregate them in the application, each aggregate by itself"),
  /** HAVING over groups that several shards share. */
  HAVING(
      "each shard applies HAVING to its own part of a group",
      "group by the sharding key, or leave HAVING out and filter in the application"),
  /** WITH ROLLUP. */
  ROLLUP("each shard adds its own totals", "compute the totals in the application"),
  /** Text compared by a collation that Java does not know. */
  TEXT(
      "texts of several shards are compared letter by letter, not by the collation of the column",
      "give the column a binary collation, or sort and group in the application"),
  /** INSERT ... SELECT that writes rows to the shard they are read from. */
  INSERT_SELECT(
      "the rows are written to the shard they are read from, whatever their own key says",
      "select the key itself, or read the rows and insert them"),
  /** A read of a replica inside a transaction. */
  REPLICA_READ(
      "inside a transaction a replica shows neither the transaction's own writes nor, with FIXED, the"
          + " right shard",
      "set transactionalReadQueryStrategy: PRIMARY"),
  /** A subquery in a place that cannot be looked into. */
  HIDDEN_SUBQUERY(
      "a subquery stands where its shards cannot be found out", "run it as a statement of its own");

  private final String why;
  private final String rewrite;

  Shape(String why, String rewrite) {
    this.why = why;
    this.rewrite = rewrite;
  }

  /** Its name in messages and metrics: {@code unbound-join}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What goes wrong. */
  public String why() {
    return why;
  }

  /** What to write instead. */
  public String rewrite() {
    return rewrite;
  }
}
