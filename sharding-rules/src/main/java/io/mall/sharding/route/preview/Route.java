package io.mall.sharding.route.preview;

import java.util.List;

/**
 * Where one statement with its parameters goes.
 *
 * @param reason the conditions that decide it, or why it is refused
 * @param units what would be sent where; ShardingSphere may ask several tables of a data source in
 *     one
 * @param shards how many shards it touches, as a budget counts them; 0 for one that is refused
 */
public record Route(RouteClass kind, String reason, List<Unit> units, int shards) {

  /**
   * A statement as a server gets it.
   *
   * @param dataSource the member of the group that was chosen
   * @param tables the actual tables, of binding tables each
   */
  public record Unit(String dataSource, List<String> tables, String sql, List<Object> parameters) {
    /** Copies its lists. */
    public Unit {
      tables = List.copyOf(tables);
    }
  }

  /** Copies its list. */
  public Route {
    units = List.copyOf(units);
  }
}
