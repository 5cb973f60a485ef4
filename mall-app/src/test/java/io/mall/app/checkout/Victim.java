package io.mall.app.checkout;

import io.mall.local.Member;
import io.mall.local.Proxy;
import java.util.List;

/** Who dies while a checkout is under way. */
enum Victim {
  /** The instance that works on it. */
  APP,

  /** The coordinator. */
  SEATA,

  /** The server of the user's shard and of the second product. */
  USER_PRIMARY,

  /** The server of the first product. */
  PRODUCT_PRIMARY,

  /** The replica of the user's server. */
  REPLICA,

  /** The keeper of locks and leases. */
  REDIS,

  /** The instance's connection, right after its next commit took effect. */
  CONNECTION;

  /** Kills it; a connection will die at the commit that the phase leads to. */
  void strike(Fleet fleet, Phase phase) {
    if (this == CONNECTION) {
      Proxy user = fleet.cluster().proxy("db-a-primary");
      Proxy product = fleet.cluster().proxy("db-b-primary");
      switch (phase) {
        case BEFORE_BEGIN, BETWEEN_BRANCHES, BEFORE_DECISION -> user.cutAfterNextCommit();
        case PHASE_TWO -> product.cutAfterNextCommit();
        case BEFORE_REPLY -> List.of(user, product).forEach(Proxy::cut);
      }
    } else {
      member(fleet).kill();
    }
  }

  /** The same while an errand is under way. */
  void strike(Fleet fleet, Errand errand, Moment moment) {
    boolean returning = errand.kind() == Errand.Kind.CANCEL && moment == Moment.OUTBOX;
    strike(
        fleet,
        moment == Moment.BEFORE_REPLY
            ? Phase.BEFORE_REPLY
            : returning ? Phase.PHASE_TWO : Phase.BEFORE_DECISION);
  }

  /** Brings it back. */
  void recover(Fleet fleet) {
    if (this == CONNECTION) {
      fleet.cluster().proxy("db-a-primary").restore();
      fleet.cluster().proxy("db-b-primary").restore();
    } else {
      member(fleet).start();
    }
  }

  private Member member(Fleet fleet) {
    return switch (this) {
      case APP -> fleet.instance();
      case SEATA -> fleet.cluster().member("seata");
      case USER_PRIMARY -> fleet.cluster().member("db-a-primary");
      case PRODUCT_PRIMARY -> fleet.cluster().member("db-b-primary");
      case REPLICA -> fleet.cluster().member("db-a-replica");
      case REDIS -> fleet.cluster().member("redis");
      case CONNECTION -> throw new IllegalStateException("a connection is no member");
    };
  }
}
