package io.mall.sharding.route.shape;

import com.google.common.collect.Range;
import io.mall.sharding.route.shape.Block.Occurrence;
import io.mall.sharding.route.shape.Block.On;
import io.mall.sharding.route.shape.Columns.Found;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.column.ColumnSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.BetweenExpression;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.BinaryOperationExpression;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.ExpressionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.InExpression;
import org.jspecify.annotations.Nullable;

/**
 * Which occurrences of tables are tied together by key, so that their matching rows share a shard,
 * and which data nodes each of them may have rows on that the statement is about.
 */
final class Reach {
  private final Columns columns;
  private final Nodes nodes;
  private final Locality locality;
  private final Map<Integer, Integer> parents = new HashMap<>();
  private final Map<String, Set<String>> equal = new HashMap<>();
  private final Map<Block, Map<Integer, BitSet>> restrictions = new HashMap<>();
  private final Map<Integer, BitSet> optional = new HashMap<>();

  Reach(Columns columns, Nodes nodes, Locality locality, Block top) {
    this.columns = columns;
    this.nodes = nodes;
    this.locality = locality;
    for (Block each : top.all()) {
      ties(each);
    }
    for (Block each : top.all()) {
      restrictions.put(each, restrict(each));
    }
  }

  boolean tied(Occurrence one, Occurrence other) {
    return root(one.id()) == root(other.id());
  }

  int cluster(Occurrence occurrence) {
    return root(occurrence.id());
  }

  /** Where rows of an occurrence may lie that the statement is about. */
  BitSet needed(Block block, Occurrence occurrence) {
    BitSet needed = nodes.all(occurrence.table());
    BitSet own = optional.get(occurrence.id());
    if (own != null) {
      needed.and(own);
    }
    for (Block each = block; each != null; each = each.outer) {
      narrow(needed, each, cluster(occurrence));
      boolean closed = each.place == Block.Place.DERIVED && !locality.isLocal(each, this);
      if (closed || each.place == Block.Place.SIDE) {
        break;
      }
    }
    return needed;
  }

  private void narrow(BitSet needed, Block block, int cluster) {
    BitSet restriction = restrictions.getOrDefault(block, Map.of()).get(cluster);
    if (restriction != null) {
      needed.and(restriction);
    }
    for (Block each : block.inner) {
      if (each.restricts && !each.combined()) {
        narrow(needed, each, cluster);
      }
    }
  }

  private int root(int id) {
    int root = id;
    while (parents.containsKey(root)) {
      root = parents.get(root);
    }
    return root;
  }

  private void ties(Block block) {
    for (On each : block.joins) {
      each.predicates().forEach(one -> tie(block, one));
      each.using().forEach(one -> using(block, one));
    }
    block
        .select
        .getWhere()
        .filter(_ -> !block.combined())
        .ifPresent(where -> Conjuncts.always(where.getExpr()).forEach(one -> tie(block, one)));
    if (block.listOf != null && block.outer != null) {
      tie(columns.resolve(block.outer, block.listOf.getLeft()), columns.single(block));
    }
  }

  private void using(Block block, ColumnSegment column) {
    List<Found> keys = new ArrayList<>();
    for (Occurrence each : block.tables) {
      if (columns.metadata(each, column.getIdentifier().getValue()).isPresent()) {
        keys.add(new Found(each, column.getIdentifier().getValue()));
      }
    }
    for (int i = 1; i < keys.size(); i++) {
      tie(keys.get(i - 1), keys.get(i));
    }
  }

  private void tie(Block block, ExpressionSegment predicate) {
    if (predicate instanceof BinaryOperationExpression binary && binary.getOperator().equals("=")) {
      tie(columns.resolve(block, binary.getLeft()), columns.resolve(block, binary.getRight()));
    }
  }

  private void tie(@Nullable Found one, @Nullable Found other) {
    if (one == null
        || other == null
        || one.occurrence().id() == other.occurrence().id()
        || !columns.isKey(one)
        || !columns.isKey(other)
        || !columns.related(one.occurrence().table(), other.occurrence().table())) {
      return;
    }
    String pair =
        Math.min(one.occurrence().id(), other.occurrence().id())
            + " "
            + Math.max(one.occurrence().id(), other.occurrence().id());
    Set<String> agreed = equal.computeIfAbsent(pair, _ -> new HashSet<>());
    agreed.add(one.column());
    int first = root(one.occurrence().id());
    int second = root(other.occurrence().id());
    if (first != second && columns.find(one.occurrence().table(), agreed)) {
      parents.put(second, first);
    }
  }

  /** What a block's own conditions leave of each cluster. */
  private Map<Integer, BitSet> restrict(Block block) {
    if (block.combined()) {
      return Map.of();
    }
    Map<Integer, BitSet> always = new HashMap<>();
    for (On each : block.joins) {
      Map<Integer, BitSet> on = each.outer() ? new HashMap<>() : always;
      each.predicates().forEach(one -> condition(block, one, on));
      if (each.outer()) {
        for (Block inside : block.all()) {
          for (Occurrence one : inside.tables) {
            BitSet set = on.get(cluster(one));
            if (set != null && each.restricted().contains(one.id())) {
              optional.merge(one.id(), set, Reach::intersection);
            }
          }
        }
      }
    }
    if (block.select.getWhere().isEmpty()) {
      return always;
    }
    Map<Integer, BitSet> whole = null;
    for (var each : Conjuncts.branches(block.select.getWhere().get().getExpr())) {
      Map<Integer, BitSet> branch = new HashMap<>();
      each.forEach(one -> condition(block, one, branch));
      whole = whole == null ? branch : union(whole, branch);
    }
    if (whole != null) {
      whole.forEach((cluster, set) -> always.merge(cluster, set, Reach::intersection));
    }
    return always;
  }

  private static BitSet intersection(BitSet one, BitSet other) {
    BitSet both = (BitSet) one.clone();
    both.and(other);
    return both;
  }

  /** A cluster that one branch does not restrict is not restricted. */
  private static Map<Integer, BitSet> union(Map<Integer, BitSet> one, Map<Integer, BitSet> other) {
    Map<Integer, BitSet> union = new HashMap<>();
    one.forEach(
        (cluster, set) -> {
          BitSet more = other.get(cluster);
          if (more != null) {
            BitSet either = (BitSet) set.clone();
            either.or(more);
            union.put(cluster, either);
          }
        });
    return union;
  }

  private void condition(
      Block block, ExpressionSegment predicate, Map<Integer, BitSet> restriction) {
    switch (predicate) {
      case BinaryOperationExpression binary -> {
        compare(block, binary.getLeft(), binary.getOperator(), binary.getRight(), restriction);
        compare(
            block,
            binary.getRight(),
            mirrored(binary.getOperator()),
            binary.getLeft(),
            restriction);
      }
      case InExpression in when !in.isNot() -> {
        Found key = columns.resolve(block, in.getLeft());
        List<Comparable<?>> values = nodes.values(in.getExpressionList());
        if (key != null && columns.isKey(key) && values != null && !values.isEmpty()) {
          add(key, nodes.list(key.occurrence().table(), key.column(), values), restriction);
        }
      }
      case BetweenExpression between when !between.isNot() -> {
        Comparable<?> low = nodes.value(between.getBetweenExpr());
        Comparable<?> high = nodes.value(between.getAndExpr());
        Found key = columns.resolve(block, between.getLeft());
        if (key != null && columns.isKey(key) && low != null && high != null) {
          range(key, ">=", low, restriction);
          range(key, "<=", high, restriction);
        }
      }
      default -> {
        // Restricts no shard.
      }
    }
  }

  private static String mirrored(String operator) {
    return switch (operator) {
      case "<" -> ">";
      case "<=" -> ">=";
      case ">" -> "<";
      case ">=" -> "<=";
      default -> operator;
    };
  }

  private void compare(
      Block block,
      ExpressionSegment left,
      String operator,
      ExpressionSegment right,
      Map<Integer, BitSet> restriction) {
    Found key = columns.resolve(block, left);
    Comparable<?> value = nodes.value(right);
    if (key == null || value == null || !columns.isKey(key)) {
      return;
    }
    if (operator.equals("=")) {
      add(key, nodes.list(key.occurrence().table(), key.column(), List.of(value)), restriction);
    } else {
      range(key, operator, value, restriction);
    }
  }

  private void range(
      Found key, String operator, Comparable<?> value, Map<Integer, BitSet> restriction) {
    Range<Comparable<?>> range =
        switch (operator) {
          case "<" -> range(Range.lessThan(value));
          case "<=" -> range(Range.atMost(value));
          case ">" -> range(Range.greaterThan(value));
          case ">=" -> range(Range.atLeast(value));
          default -> null;
        };
    if (range != null) {
      add(key, nodes.range(key.occurrence().table(), key.column(), range), restriction);
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Range<Comparable<?>> range(Range range) {
    return range;
  }

  private void add(Found key, BitSet set, Map<Integer, BitSet> restriction) {
    restriction.merge(cluster(key.occurrence()), set, Reach::intersection);
  }
}
