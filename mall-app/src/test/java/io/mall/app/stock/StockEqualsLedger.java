package io.mall.app.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.support.Invariant;
import io.mall.app.support.Mall;
import io.mall.sharding.slot.TableGroup;

/** Nothing is sold that was not there, and nothing got lost: every stock row equals its ledger. */
public final class StockEqualsLedger implements Invariant {

  @Override
  public void check(Mall mall) {
    StockReconciler reconciler = mall.bean(StockReconciler.class);
    for (TableGroup group : TableGroup.all()) {
      assertThat(reconciler.check(group)).as("mismatches of group %d", group.number()).isEmpty();
    }
  }
}
