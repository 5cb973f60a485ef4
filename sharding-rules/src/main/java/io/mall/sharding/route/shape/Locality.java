package io.mall.sharding.route.shape;

import io.mall.sharding.route.shape.Block.Occurrence;
import io.mall.sharding.route.shape.Columns.Found;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.shardingsphere.sql.parser.statement.core.enums.CombineType;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.column.ColumnSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.combine.CombineSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.item.AggregationProjectionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.item.ColumnProjectionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.item.ProjectionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.order.item.ColumnOrderByItemSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.order.item.IndexOrderByItemSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.order.item.OrderByItemSegment;
import org.jspecify.annotations.Nullable;

/** Whether a block gives, shard by shard, just the rows it gives over all shards together. */
final class Locality {
  private static final Pattern OVER = Pattern.compile("(?is)\\bOVER\\s*(?:\\(\\s*([^()]*)|(\\w+))");
  private static final Pattern PARTITION =
      Pattern.compile("(?is)PARTITION\\s+BY\\s+(.*?)(?:\\bORDER\\b|\\bROWS\\b|\\bRANGE\\b|$)");

  private final Columns columns;
  private final String plain;

  Locality(Columns columns, String plain) {
    this.columns = columns;
    this.plain = plain;
  }

  boolean isLocal(Block block, Reach reach) {
    if (block.select.getLimit().isPresent()) {
      return false;
    }
    if (block.combined()) {
      CombineSegment combine = block.select.getCombine().orElseThrow();
      return combine.getCombineType() == CombineType.UNION_ALL
          && block.inner.stream().allMatch(each -> isLocal(each, reach));
    }
    boolean distinct = block.select.getProjections().isDistinctRow();
    if ((aggregates(block) && !groupsByKey(block))
        || (distinct && !selectsKey(block))
        || !windowsByKey(block)) {
      return false;
    }
    return block.derived.values().stream().allMatch(each -> isLocal(each, reach));
  }

  /** Whether several rows become one. */
  boolean aggregates(Block block) {
    if (block.select.getGroupBy().isPresent()) {
      return true;
    }
    for (ProjectionSegment each : block.select.getProjections().getProjections()) {
      if (!(each instanceof ColumnProjectionSegment)) {
        String text = text(each);
        boolean aggregate =
            each instanceof AggregationProjectionSegment || SqlText.hasAggregate(text);
        if (aggregate && !SqlText.hasWindow(text)) {
          return true;
        }
      }
    }
    return block
        .select
        .getHaving()
        .map(each -> SqlText.hasAggregate(slice(each.getStartIndex(), each.getStopIndex())))
        .orElse(false);
  }

  /** The text of a projection without nested selects. */
  String text(ProjectionSegment each) {
    return SqlText.outermost(slice(each.getStartIndex(), each.getStopIndex()));
  }

  String slice(int start, int stop) {
    return start < 0 || stop >= plain.length() || stop < start
        ? ""
        : plain.substring(start, stop + 1);
  }

  boolean groupsByKey(Block block) {
    return block
        .select
        .getGroupBy()
        .map(each -> coverKey(keys(block, each.getGroupByItems())))
        .orElse(false);
  }

  private List<Found> keys(Block block, Collection<OrderByItemSegment> items) {
    List<Found> keys = new ArrayList<>();
    for (OrderByItemSegment each : items) {
      Found key = key(block, each);
      if (key != null) {
        keys.add(key);
      }
    }
    return keys;
  }

  /** The column an item of GROUP BY or ORDER BY means. */
  @Nullable Found key(Block block, OrderByItemSegment item) {
    List<ProjectionSegment> projections =
        new ArrayList<>(block.select.getProjections().getProjections());
    if (item instanceof IndexOrderByItemSegment index) {
      int at = index.getColumnIndex() - 1;
      return at >= 0
              && at < projections.size()
              && projections.get(at) instanceof ColumnProjectionSegment column
          ? columns.resolve(block, column.getColumn())
          : null;
    }
    if (!(item instanceof ColumnOrderByItemSegment named)) {
      return null;
    }
    ColumnSegment column = named.getColumn();
    if (column.getOwner().isEmpty()) {
      for (ProjectionSegment each : projections) {
        if (each instanceof ColumnProjectionSegment one
            && one.getAliasName()
                .filter(column.getIdentifier().getValue()::equalsIgnoreCase)
                .isPresent()) {
          return columns.resolve(block, one.getColumn());
        }
      }
    }
    return columns.resolve(block, column);
  }

  private boolean coverKey(List<Found> keys) {
    Map<Occurrence, List<String>> given = new HashMap<>();
    keys.stream()
        .filter(columns::isKey)
        .forEach(
            each ->
                given
                    .computeIfAbsent(each.occurrence(), _ -> new ArrayList<>())
                    .add(each.column()));
    return given.entrySet().stream()
        .anyMatch(each -> columns.find(each.getKey().table(), each.getValue()));
  }

  boolean selectsKey(Block block) {
    List<Found> keys = new ArrayList<>();
    for (ProjectionSegment each : block.select.getProjections().getProjections()) {
      if (each instanceof ColumnProjectionSegment column) {
        Found key = columns.resolve(block, column.getColumn());
        if (key != null) {
          keys.add(key);
        }
      }
    }
    return coverKey(keys);
  }

  boolean hasWindow(Block block) {
    return block.select.getProjections().getProjections().stream()
        .anyMatch(each -> SqlText.hasWindow(text(each)));
  }

  /** Whether each window stays on one shard; true without windows. */
  boolean windowsByKey(Block block) {
    for (ProjectionSegment each : block.select.getProjections().getProjections()) {
      Matcher over = OVER.matcher(text(each));
      while (over.find()) {
        String definition = over.group(1);
        if (definition == null) {
          Matcher named =
              Pattern.compile("(?is)\\b" + Pattern.quote(over.group(2)) + "\\s+AS\\s*\\(([^()]*)")
                  .matcher(plain);
          definition = named.find() ? named.group(1) : "";
        }
        if (!partitionedByKey(block, definition)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean partitionedByKey(Block block, String definition) {
    Matcher partition = PARTITION.matcher(definition);
    if (!partition.find()) {
      return false;
    }
    List<Found> keys = new ArrayList<>();
    for (String each : partition.group(1).split(",", -1)) {
      Found key = columns.named(block, each.strip().replace("`", ""));
      if (key != null) {
        keys.add(key);
      }
    }
    return coverKey(keys);
  }
}
