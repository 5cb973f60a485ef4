package io.mall.app.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.tomcat.util.http.MimeHeaders;
import org.junit.jupiter.api.Test;

class HeaderBytesTest {

  private static final Answer ANSWER =
      Answer.of(
          "{}".getBytes(StandardCharsets.US_ASCII),
          "\"1\"",
          CacheHeaders.PRODUCTS,
          "product-1234567890123456789 products of-everybody");

  /** The server reuses a header's array when it writes a number into it. */
  @Test
  void theHeadersOfOneAnswerAreNotTheMemoryOfAnother() {
    MimeHeaders headers = new MimeHeaders();
    String before = written(headers);
    headers.recycle();
    for (int i = 0; i < 32; i++) {
      headers.addValue("X-Number-" + i).setLong(1_234_567_890_123L);
    }
    assertThat(written(new MimeHeaders())).isEqualTo(before);
  }

  private static String written(MimeHeaders headers) {
    byte[] trace = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    HeaderBytes.write(headers, ANSWER, Objects.requireNonNull(ANSWER.form(null)), trace, false);
    return headers.toString();
  }
}
