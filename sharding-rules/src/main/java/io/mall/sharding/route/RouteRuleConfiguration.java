package io.mall.sharding.route;

import org.apache.shardingsphere.infra.config.rule.scope.DatabaseRuleConfiguration;

/** Configuration of {@link RouteRule}: none. */
final class RouteRuleConfiguration implements DatabaseRuleConfiguration {}
