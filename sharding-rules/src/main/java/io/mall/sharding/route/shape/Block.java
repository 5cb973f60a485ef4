package io.mall.sharding.route.shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.column.ColumnSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.ExpressionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.InExpression;
import org.apache.shardingsphere.sql.parser.statement.core.statement.dml.SelectStatement;
import org.jspecify.annotations.Nullable;

/** One SELECT of a statement with the tables it names itself and the blocks inside it. */
final class Block {
  /** Where a block stands. */
  enum Place {
    TOP,
    SIDE,
    DERIVED,
    PREDICATE,
    VALUE
  }

  /**
   * A table in a FROM.
   *
   * @param name how columns name it
   * @param table the logic table
   * @param sharded whether it has more than one data node
   */
  record Occurrence(int id, String name, String table, boolean sharded) {}

  /**
   * The condition of a join.
   *
   * @param predicates what holds for every pair of rows
   * @param using the columns of USING and NATURAL
   * @param restricted the occurrences, by number, on the side an outer join may leave out
   * @param outer whether rows are kept that match nothing
   */
  record On(
      List<ExpressionSegment> predicates,
      List<ColumnSegment> using,
      List<Integer> restricted,
      boolean outer) {}

  final SelectStatement select;
  final @Nullable Block outer;
  final Place place;
  final List<Occurrence> tables = new ArrayList<>();
  final Map<String, Block> derived = new LinkedHashMap<>();
  final List<Block> inner = new ArrayList<>();
  final List<On> joins = new ArrayList<>();

  /** An outer join keeps rows of a side without sharded tables. */
  boolean keepsUnsharded;

  /**
   * Its rows restrict those of the outer block: an inner derived table, a positive EXISTS or IN.
   */
  boolean restricts;

  /** The IN it is the list of. */
  @Nullable InExpression listOf;

  Block(SelectStatement select, @Nullable Block outer, Place place) {
    this.select = select;
    this.outer = outer;
    this.place = place;
  }

  boolean combined() {
    return select.getCombine().isPresent();
  }

  /** This and everything inside. */
  List<Block> all() {
    List<Block> all = new ArrayList<>(List.of(this));
    inner.forEach(each -> all.addAll(each.all()));
    return all;
  }

  /** All occurrences of sharded tables in this and inside. */
  List<Occurrence> sharded() {
    List<Occurrence> sharded = new ArrayList<>();
    for (Block each : all()) {
      each.tables.stream().filter(Occurrence::sharded).forEach(sharded::add);
    }
    return sharded;
  }
}
