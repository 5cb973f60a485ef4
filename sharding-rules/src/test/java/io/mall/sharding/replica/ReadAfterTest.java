package io.mall.sharding.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadAfterTest {

  @Test
  void aTokenIsReadAsItWasWritten() {
    ReadAfter after =
        ReadAfter.of(
            Map.of(
                "ds_0", Position.parse("1-10-7041"),
                "ds_1", Position.parse("3e11fa47-71ca-11e1-9e33-c80aa9429562:57")));
    assertThat(after.token()).matches("[\\w-]{1,120}");
    assertThat(ReadAfter.parse(after.token())).contains(after);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "ds_0",
        "ds_0=",
        "=1:1",
        "ds_0=1:1;",
        "ds_0=1:1;;",
        "d s=1:1",
        "ds_0=1",
        ";"
      })
  void textThatIsNoTokenIsNone(String text) {
    assertThat(ReadAfter.parse(text)).isEmpty();
    assertThat(ReadAfter.parse(encoded(text))).isEmpty();
  }

  @Test
  void aTokenIsBounded() {
    StringBuilder many = new StringBuilder("ds_0=1:1");
    for (int i = 1; i < 17; i++) {
      many.append(";ds_").append(i).append("=1:1");
    }
    assertThat(ReadAfter.parse(encoded(many.toString()))).isEmpty();
    assertThat(ReadAfter.parse("A".repeat(ReadAfter.MAX_LENGTH + 4))).isEmpty();
  }

  @Test
  void nothingThatIsSentBreaksTheReader() {
    Random random = new Random(20_260_101);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      assertThat(ReadAfter.parse(Base64.getUrlEncoder().encodeToString(bytes))).isNotNull();
      assertThat(ReadAfter.parse(new String(bytes, StandardCharsets.ISO_8859_1))).isNotNull();
    }
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
