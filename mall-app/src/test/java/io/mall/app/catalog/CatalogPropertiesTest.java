package io.mall.app.catalog;

import static io.mall.app.support.Settings.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class CatalogPropertiesTest {

  @Test
  void boundsHaveDefaults() {
    assertThat(bind(CatalogProperties.class))
        .isEqualTo(
            new CatalogProperties(
                DataSize.ofMegabytes(64),
                DataSize.ofMegabytes(16),
                Duration.ofMinutes(1),
                Duration.ofSeconds(3),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10)));
  }

  @Test
  void everyKeyCanBeSet() {
    assertThat(
            bind(
                CatalogProperties.class,
                "cache-weight",
                "1MB",
                "list-weight",
                "2MB",
                "absent-expiry",
                "5s",
                "max-staleness",
                "7s",
                "proof-interval",
                "2s",
                "ids-interval",
                "20s"))
        .isEqualTo(
            new CatalogProperties(
                DataSize.ofMegabytes(1),
                DataSize.ofMegabytes(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(7),
                Duration.ofSeconds(2),
                Duration.ofSeconds(20)));
  }

  @Test
  void unknownKeysAndNonsenseAreRefused() {
    assertThatThrownBy(() -> bind(CatalogProperties.class, "weight", "1MB"))
        .hasStackTraceContaining("mall.catalog.weight");
    assertThatThrownBy(() -> bind(CatalogProperties.class, "max-staleness", "soon"))
        .hasStackTraceContaining("soon");
    assertThatThrownBy(() -> bind(CatalogProperties.class, "proof-interval", "0s"))
        .hasStackTraceContaining("proofInterval");
    assertThatThrownBy(() -> bind(CatalogProperties.class, "proof-interval", "4s"))
        .hasStackTraceContaining("max-staleness");
  }
}
