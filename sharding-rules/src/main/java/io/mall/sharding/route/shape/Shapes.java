package io.mall.sharding.route.shape;

import java.util.Optional;
import org.apache.shardingsphere.infra.metadata.database.ShardingSphereDatabase;
import org.apache.shardingsphere.infra.route.context.RouteContext;
import org.apache.shardingsphere.infra.session.query.QueryContext;
import org.apache.shardingsphere.sharding.rule.ShardingRule;

public final class Shapes {
  private Shapes() {}

  public static Optional<WrongShape> judge(
      QueryContext query, RouteContext route, ShardingRule rule, ShardingSphereDatabase database) {
    return Optional.empty();
  }
}
