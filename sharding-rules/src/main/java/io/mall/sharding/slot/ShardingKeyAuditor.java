package io.mall.sharding.slot;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.shardingsphere.infra.binder.context.statement.SQLStatementContext;
import org.apache.shardingsphere.infra.metadata.database.ShardingSphereDatabase;
import org.apache.shardingsphere.infra.metadata.database.rule.RuleMetaData;
import org.apache.shardingsphere.infra.metadata.database.schema.model.ShardingSphereSchema;
import org.apache.shardingsphere.sharding.api.config.strategy.sharding.ComplexShardingStrategyConfiguration;
import org.apache.shardingsphere.sharding.api.config.strategy.sharding.ShardingStrategyConfiguration;
import org.apache.shardingsphere.sharding.api.config.strategy.sharding.StandardShardingStrategyConfiguration;
import org.apache.shardingsphere.sharding.rule.ShardingRule;
import org.apache.shardingsphere.sharding.rule.ShardingTable;
import org.apache.shardingsphere.sharding.spi.ShardingAuditAlgorithm;
import org.apache.shardingsphere.sql.parser.statement.core.segment.generic.CommentSegment;
import org.apache.shardingsphere.sql.parser.statement.core.statement.AbstractSQLStatement;
import org.apache.shardingsphere.sql.parser.statement.core.statement.SQLStatement;
import org.apache.shardingsphere.sql.parser.statement.core.statement.dml.DMLStatement;
import org.jspecify.annotations.Nullable;

/**
 * The auditor {@code MALL_SHARDING_KEY}: refuses a statement on a sharded table that gives no
 * sharding key, or gives it in a form ShardingSphere misreads, before it visits any shard.
 *
 * <p>ShardingSphere's own {@code DML_SHARDING_CONDITIONS} asks only whether there is a condition
 * anywhere: it lets pass a key in a subquery alone, {@code NOT BETWEEN}, {@code 63 < slot} and
 * {@code IN (?, 1 + 6)}, all of which are then routed wrongly and without a word.
 */
public final class ShardingKeyAuditor implements ShardingAuditAlgorithm {
  private static final Pattern NAME = Pattern.compile("/\\*\\s*([A-Za-z_][\\w.-]*)\\s*\\*/");
  private static final String ON_PURPOSE =
      "/* SHARDINGSPHERE_HINT: DISABLE_AUDIT_NAMES=sharding_key */";

  @Override
  public String getType() {
    return "MALL_SHARDING_KEY";
  }

  @Override
  public void check(
      SQLStatementContext context,
      List<Object> params,
      RuleMetaData globalRules,
      ShardingSphereDatabase database) {
    SQLStatement statement = context.getSqlStatement();
    if (!(statement instanceof DMLStatement)) {
      return;
    }
    ShardingRule rule = database.getRuleMetaData().getSingleRule(ShardingRule.class);
    Refusal refusal = new KeyCheck(rule, params).check(context);
    if (refusal != null) {
      throw UnroutableException.noKey(message(statement, refusal, rule, database));
    }
  }

  /**
   * Why a statement is refused.
   *
   * @param table the logic table it is refused for
   * @param reason continues "Statement x on `table` is refused: "
   * @param keyMissing whether naming a key would help
   */
  record Refusal(String table, String reason, boolean keyMissing) {}

  private static String message(
      SQLStatement statement, Refusal refusal, ShardingRule rule, ShardingSphereDatabase database) {
    String name = name(statement);
    String start =
        "%s on `%s` is refused: %s"
            .formatted(
                name == null ? "A statement" : "Statement " + name,
                refusal.table(),
                refusal.reason());
    if (!refusal.keyMissing()) {
      return start;
    }
    List<String> keys = keys(refusal.table(), rule, database);
    return "%s; add one of its sharding keys (%s), or if it is meant to visit every shard, the comment %s"
        .formatted(start, String.join(", ", keys), ON_PURPOSE);
  }

  private static @Nullable String name(SQLStatement statement) {
    if (statement instanceof AbstractSQLStatement commented) {
      for (CommentSegment each : commented.getCommentSegments()) {
        Matcher matcher = NAME.matcher(each.getText());
        if (matcher.matches()) {
          return matcher.group(1);
        }
      }
    }
    return null;
  }

  /** The sharding columns that the table has. */
  private static List<String> keys(
      String table, ShardingRule rule, ShardingSphereDatabase database) {
    List<String> keys = new ArrayList<>();
    ShardingTable sharded = rule.getShardingTable(table);
    for (String each : columns(rule.getTableShardingStrategyConfiguration(sharded))) {
      for (ShardingSphereSchema schema : database.getAllSchemas()) {
        if (schema.containsTable(table) && schema.getTable(table).containsColumn(each)) {
          keys.add(each);
        }
      }
    }
    return keys;
  }

  private static Set<String> columns(ShardingStrategyConfiguration strategy) {
    String columns =
        switch (strategy) {
          case ComplexShardingStrategyConfiguration complex -> complex.getShardingColumns();
          case StandardShardingStrategyConfiguration standard -> standard.getShardingColumn();
          default -> "";
        };
    return new TreeSet<>(Splitter.on(',').trimResults().omitEmptyStrings().splitToList(columns));
  }
}
