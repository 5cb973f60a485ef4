package io.mall.app.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bytes on a connection are certainly one plain question. */
class HeadTest {

  @Test
  void plainQuestionsAreRecognised() {
    assertThat(head("GET /api/products/42 HTTP/1.1\r\nHost: mall\r\n\r\n"))
        .isEqualTo(new Head("/api/products/42", null, null));
    assertThat(head("GET / HTTP/1.1\r\n\r\n")).isEqualTo(new Head("/", null, null));
    assertThat(head("GET /p?a=b?c HTTP/1.1\r\nHost: mall\r\nConnection:Keep-Alive\r\n\r\n"))
        .isEqualTo(new Head("/p", "a=b?c", null));
    String accept = "a/b, */*;q=0.8";
    String fields =
        "Cookie: a=b; c=d\r\nACCEPT:  " + accept + " \r\nIf-None-Match: \"1\"\r\nX-No:\r\n";
    assertThat(head("GET /p? HTTP/1.1\r\nHOST: mall\r\n" + fields + "\r\n"))
        .isEqualTo(new Head("/p", "", accept));
  }

  @Test
  void onlyWhatIsBetweenPositionAndLimitIsRead() {
    byte[] bytes = "xxGET /p HTTP/1.1\r\n\r\nGET /".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, bytes.length - 1).slice();
    buffer.position(1).limit(buffer.limit() - 5);
    assertThat(Head.of(buffer)).isEqualTo(new Head("/p", null, null));
    assertThat(buffer.position()).isEqualTo(1);
  }

  @Test
  void noBeginningOfAQuestionIsOne() {
    String whole = "GET /p?q HTTP/1.1\r\nHost: mall\r\nAccept: */*\r\n\r\n";
    for (int end = 0; end < whole.length(); end++) {
      assertThat(head(whole.substring(0, end))).as("the first %d bytes", end).isNull();
    }
    assertThat(head(whole + whole)).as("two questions").isNull();
    assertThat(head(whole + "x")).as("more than a question").isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HEAD /p HTTP/1.1\r\n\r\n",
        "GET /p HTTP/1.0\r\n\r\n",
        "GET http://mall/p HTTP/1.1\r\n\r\n",
        "GET  /p HTTP/1.1\r\n\r\n",
        "GET /p HTTP/1.1 \r\n\r\n",
        "GET /ä HTTP/1.1\r\n\r\n",
        "GET /p HTTP/1.1\n\n",
        "GET /p HTTP/1.1\r\nHost: mall\n\r\n",
        "GET /p HTTP/1.1\r\nHost: ma\rll\r\n\r\n",
        "GET /p HTTP/1.1\r\nHost: mäll\r\n\r\n",
        "GET /p HTTP/1.1\r\nHost : mall\r\n\r\n",
        "GET /p HTTP/1.1\r\nHost: mall\r\n folded\r\n\r\n",
        "GET /p HTTP/1.1\r\n: mall\r\n\r\n",
        "GET /p HTTP/1.1\r\nHost\r\n\r\n",
        "GET /p HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET /p HTTP/1.1\r\nConnection: keep-alive, Upgrade\r\n\r\n",
        "GET /p HTTP/1.1\r\nUpgrade: h2c\r\n\r\n",
        "GET /p HTTP/1.1\r\nCONTENT-LENGTH: 0\r\n\r\n",
        "GET /p HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET /p HTTP/1.1\r\nExpect: 100-continue\r\n\r\n",
        "GET /p HTTP/1.1\r\nIf-Match: *\r\n\r\n",
        "GET /p HTTP/1.1\r\nAccept: a/b\r\nAccept: */*\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      })
  void everythingElseIsLeftToTheServer(String text) {
    assertThat(head(text)).isNull();
  }

  private static @Nullable Head head(String text) {
    return Head.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
