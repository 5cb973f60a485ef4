package io.mall.sharding.route.preview;

/** How far a statement goes. */
public enum RouteClass {
  /** One data node, or one data source for a table that is not sharded. */
  SINGLE,
  /** More than one data node, fewer than all. */
  SEVERAL,
  /** Every data node of a table. */
  ALL,
  /** Every copy of a table that has one in each data source. */
  BROADCAST,
  /** ShardingSphere, or an algorithm or auditor of ours, refuses it. */
  UNSUPPORTED
}
