package io.mall.app.stock;

import static io.mall.app.support.Settings.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StockPropertiesTest {

  @Test
  void theAuditHasDefaults() {
    assertThat(bind(StockProperties.class))
        .isEqualTo(new StockProperties(Duration.ofSeconds(5), 200));
  }

  @Test
  void everyKeyCanBeSet() {
    assertThat(bind(StockProperties.class, "audit-pause", "1m", "audit-page", "7"))
        .isEqualTo(new StockProperties(Duration.ofMinutes(1), 7));
  }

  @Test
  void unknownKeysAndNonsenseAreRefused() {
    assertThatThrownBy(() -> bind(StockProperties.class, "audit", "1m"))
        .hasStackTraceContaining("mall.stock.audit");
    assertThatThrownBy(() -> bind(StockProperties.class, "audit-pause", "0s"))
        .hasStackTraceContaining("auditPause");
    assertThatThrownBy(() -> bind(StockProperties.class, "audit-page", "0"))
        .hasStackTraceContaining("auditPage");
  }
}
