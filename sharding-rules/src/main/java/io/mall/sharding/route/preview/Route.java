package io.mall.sharding.route.preview;

import java.util.List;

/**
 * Where one statement with its parameters goes.
 *
 * @param reason the conditions that decide it, or why it is refused
 * @param units what would be sent where
 */
public record Route(RouteClass kind, String reason, List<Unit> units) {

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
