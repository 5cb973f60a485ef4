package io.mall.sharding.route.shape;

import io.mall.sharding.route.shape.Block.Occurrence;
import io.mall.sharding.slot.SlotShardingAlgorithm;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.shardingsphere.infra.metadata.database.ShardingSphereDatabase;
import org.apache.shardingsphere.infra.metadata.database.schema.model.ShardingSphereColumn;
import org.apache.shardingsphere.infra.metadata.database.schema.model.ShardingSphereSchema;
import org.apache.shardingsphere.sharding.api.config.strategy.sharding.ComplexShardingStrategyConfiguration;
import org.apache.shardingsphere.sharding.api.config.strategy.sharding.ShardingStrategyConfiguration;
import org.apache.shardingsphere.sharding.api.config.strategy.sharding.StandardShardingStrategyConfiguration;
import org.apache.shardingsphere.sharding.rule.BindingTableRule;
import org.apache.shardingsphere.sharding.rule.ShardingRule;
import org.apache.shardingsphere.sharding.rule.ShardingTable;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.column.ColumnSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.ExpressionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.item.ColumnProjectionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.item.ProjectionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.item.ShorthandProjectionSegment;
import org.jspecify.annotations.Nullable;

/** Which column of which occurrence of a table a name means, and which columns find a shard. */
final class Columns {
  /** A column of an occurrence. */
  record Found(Occurrence occurrence, String column) {}

  private final ShardingRule rule;
  private final ShardingSphereDatabase database;

  Columns(ShardingRule rule, ShardingSphereDatabase database) {
    this.rule = rule;
    this.database = database;
  }

  @Nullable Found resolve(Block block, ExpressionSegment expression) {
    return expression instanceof ColumnSegment column
        ? resolve(
            block,
            column.getOwner().map(each -> each.getIdentifier().getValue()).orElse(null),
            column.getIdentifier().getValue())
        : null;
  }

  /** A column by its text, {@code o.user_id}; null for anything else. */
  @Nullable Found named(Block block, String text) {
    if (!text.matches("[\\w.]+")) {
      return null;
    }
    int dot = text.lastIndexOf('.');
    return resolve(block, dot < 0 ? null : text.substring(0, dot), text.substring(dot + 1));
  }

  private @Nullable Found resolve(Block block, @Nullable String owner, String name) {
    for (Occurrence each : block.tables) {
      if (owner == null ? metadata(each, name).isPresent() : owner.equalsIgnoreCase(each.name())) {
        return new Found(each, name.toLowerCase(Locale.ROOT));
      }
    }
    for (Map.Entry<String, Block> each : block.derived.entrySet()) {
      if (owner == null || owner.equalsIgnoreCase(each.getKey())) {
        Found inside = projected(each.getValue(), name);
        if (inside != null || owner != null) {
          return inside;
        }
      }
    }
    return block.outer == null || block.place == Block.Place.DERIVED
        ? null
        : resolve(block.outer, owner, name);
  }

  /** What a derived table calls so. */
  @Nullable Found projected(Block block, String name) {
    if (block.combined()) {
      return null;
    }
    for (ProjectionSegment each : block.select.getProjections().getProjections()) {
      if (each instanceof ColumnProjectionSegment column) {
        String label = column.getAliasName().orElse(column.getColumn().getIdentifier().getValue());
        if (label.equalsIgnoreCase(name)) {
          return resolve(block, column.getColumn());
        }
      } else if (each instanceof ShorthandProjectionSegment all) {
        Found inside =
            resolve(
                block,
                all.getOwner().map(one -> one.getIdentifier().getValue()).orElse(null),
                name);
        if (inside != null) {
          return inside;
        }
      } else if (each.getColumnLabel().equalsIgnoreCase(name)) {
        return null;
      }
    }
    return null;
  }

  /** The one projection of a list. */
  @Nullable Found single(Block block) {
    return !block.combined() && block.select.getProjections().getProjections().size() == 1
        ? at(block, 0)
        : null;
  }

  /** The column that a projection is; null for anything else. */
  @Nullable Found at(Block block, int place) {
    List<ProjectionSegment> projections =
        List.copyOf(block.select.getProjections().getProjections());
    return place < projections.size()
            && projections.get(place) instanceof ColumnProjectionSegment column
        ? resolve(block, column.getColumn())
        : null;
  }

  boolean isKey(@Nullable Found key) {
    return key != null
        && key.occurrence.sharded()
        && rule.findShardingColumn(key.column, key.occurrence.table()).isPresent();
  }

  /** Whether rows that agree in these columns lie on one shard. */
  boolean find(String table, Collection<String> columns) {
    ShardingTable sharded = rule.getShardingTable(table);
    ShardingStrategyConfiguration databases =
        rule.getDatabaseShardingStrategyConfiguration(sharded);
    ShardingStrategyConfiguration tables = rule.getTableShardingStrategyConfiguration(sharded);
    Set<String> given = new HashSet<>();
    columns.forEach(each -> given.add(each.toLowerCase(Locale.ROOT)));
    return found(databases, given) && found(tables, given);
  }

  private boolean found(@Nullable ShardingStrategyConfiguration strategy, Set<String> given) {
    Set<String> wanted = new HashSet<>();
    if (strategy instanceof StandardShardingStrategyConfiguration standard) {
      wanted.add(standard.getShardingColumn().toLowerCase(Locale.ROOT));
    } else if (strategy instanceof ComplexShardingStrategyConfiguration complex) {
      for (String each : complex.getShardingColumns().split(",", -1)) {
        wanted.add(each.strip().toLowerCase(Locale.ROOT));
      }
      if (rule.getShardingAlgorithms().get(complex.getShardingAlgorithmName())
          instanceof SlotShardingAlgorithm) {
        return given.stream().anyMatch(wanted::contains);
      }
    }
    return given.containsAll(wanted);
  }

  boolean related(String one, String other) {
    return one.equalsIgnoreCase(other)
        || rule.findBindingTableRule(one)
            .map((BindingTableRule binding) -> binding.hasLogicTable(other))
            .orElse(false);
  }

  Optional<ShardingSphereColumn> metadata(Occurrence occurrence, String column) {
    for (ShardingSphereSchema each : database.getAllSchemas()) {
      if (each.containsTable(occurrence.table())
          && each.getTable(occurrence.table()).containsColumn(column)) {
        return Optional.of(each.getTable(occurrence.table()).getColumn(column));
      }
    }
    return Optional.empty();
  }
}
