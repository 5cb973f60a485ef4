package io.mall.app.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.kernel.ProductId;
import org.junit.jupiter.api.Test;

class LatestVersionsTest {

  private static final ProductId FIRST = new ProductId(1);

  private final LatestVersions versions = new LatestVersions();

  private void others(int number) {
    for (int i = 0; i < number; i++) {
      versions.advance(new ProductId(2 + i), 1);
    }
  }

  @Test
  void aVersionIsLaterOnce() {
    assertThat(versions.advance(FIRST, 2)).isTrue();
    assertThat(versions.advance(FIRST, 2)).isFalse();
    assertThat(versions.advance(FIRST, 1)).isFalse();
    assertThat(versions.of(FIRST)).isEqualTo(2);
  }

  @Test
  void theProductThatChangedLongestAgoIsForgottenFirst() {
    versions.advance(FIRST, 1);
    others(3_999);
    versions.advance(FIRST, 2);
    versions.advance(new ProductId(10_000), 1);
    assertThat(versions.of(FIRST)).isEqualTo(2);
    assertThat(versions.of(new ProductId(2))).isZero();
  }
}
