package io.mall.app.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptEncodingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip",
        "GZIP",
        "x-gzip",
        "gzip, deflate, br, zstd",
        "deflate;q=0.5, gzip;q=1.0, *;q=0",
        "br;q=1.0, gzip;q=0.1",
        "*",
        "identity;q=0.5, *;q=0.8",
        "gzip;q=0.5, identity;q=0.5",
        "identity;q=0, gzip;q=0.001",
      })
  void gzipIsSentToThoseWhoLikeIt(String header) {
    assertThat(AcceptEncoding.prefersGzip(header)).isTrue();
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "identity",
        "br",
        "gzip;q=0",
        "gzip; q=0.0",
        "*;q=0",
        "*, gzip;q=0",
        "gzip;q=0.4, identity;q=0.5",
        "gzip;q=much",
        "gzipped",
        ",,;,",
      })
  void thePlainBytesAreSentToTheOthers(String header) {
    assertThat(AcceptEncoding.prefersGzip(header)).isFalse();
  }
}
