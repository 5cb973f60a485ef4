package io.mall.app.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.support.LogLines;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.ReadyAnswers;
import io.mall.app.support.SwitchedOff;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ready answers are sent by the thread that finds the request, which never waits for a client. */
@MallTest
class AnswersAtOnceTest {

  private static final Pattern LENGTH = Pattern.compile("Content-Length: (\\d+)\r\n");

  /** More than a system keeps for a connection whose client does not read. */
  private static final long TOO_MUCH = 64L * 1024 * 1024;

  private final Mall mall;
  private final FunctionCounter sentAtOnce;
  private String path = "";
  private double before;

  AnswersAtOnceTest(Mall mall) {
    this.mall = mall;
    this.sentAtOnce = mall.bean(MeterRegistry.class).get("mall.answers.at.once").functionCounter();
  }

  @BeforeEach
  void aProductInMemory() {
    path = new ReadyAnswers(mall).ofNewProduct("Lamp");
    before = sentAtOnce.count();
  }

  @Test
  void aPlainQuestionIsAnsweredAtOnceAndAllElseByAnotherThread() throws Exception {
    try (Client client = new Client(mall, 0)) {
      client.ask(question(""));
      client.ask(question("Accept: application/json\r\nConnection: keep-alive\r\n"));
      assertThat(sentNow()).isEqualTo(2);
      client.ask(question("") + question(""));
      client.read();
      SwitchedOff.at(mall, "answers-at-once").during(() -> client.ask(question("")));
      try (LogLines lines = LogLines.of("io.mall.app.web.RequestFilter")) {
        client.ask(question(""));
        lines.takeOne(line -> line.getFormattedMessage().equals("request answered"));
      }
      assertThat(sentNow()).isEqualTo(2);
      client.ask(question(""));
      assertThat(sentNow()).isEqualTo(3);
      client.ask(question("Connection: close\r\n"));
      assertThat(client.in.read()).as("the end").isEqualTo(-1);
      assertThat(sentNow()).isEqualTo(3);
    }
  }

  @Test
  void whoDoesNotReadIsWaitedForByAnotherThreadAndMissesNothing() throws Exception {
    try (Client lazy = new Client(mall, 4_096)) {
      int length = lazy.ask(question(""));
      int asked = 0;
      do {
        assertThat((long) asked * length).as("bytes that nobody reads").isLessThan(TOO_MUCH);
        lazy.send(question(""));
        asked++;
      } while (isReached(before + 1 + asked));
      HttpRequest others =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mall.port() + path))
              .timeout(Duration.ofSeconds(5))
              .build();
      try (HttpClient client = HttpClient.newHttpClient()) {
        for (int i = 0; i < 100; i++) {
          assertThat(client.send(others, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        }
      }
      for (int i = 0; i < asked; i++) {
        assertThat(lazy.read()).isEqualTo(length);
      }
      double now = sentAtOnce.count();
      lazy.ask(question(""));
      assertThat(sentAtOnce.count()).as("answered at once again").isEqualTo(now + 1);
    }
  }

  /** Whether it comes to that; a socket that takes no more is known by the time it takes. */
  private boolean isReached(double count) {
    long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    while (sentAtOnce.count() < count) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.onSpinWait();
    }
    return true;
  }

  private double sentNow() {
    return sentAtOnce.count() - before;
  }

  private String question(String fields) {
    return "GET " + path + " HTTP/1.1\r\nHost: mall\r\n" + fields + "\r\n";
  }

  /** Somebody who reads only what a test wants to have read. */
  private static final class Client implements AutoCloseable {

    private final Socket socket = new Socket();
    private final InputStream in;

    /**
     * @param window bytes that the system takes in before anybody reads; 0 for what it likes
     */
    Client(Mall mall, int window) throws IOException {
      if (window > 0) {
        socket.setReceiveBufferSize(window);
      }
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(20_000);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), mall.port()));
      in = socket.getInputStream();
    }

    void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends, and reads one answer; returns how many bytes it had. */
    int ask(String text) throws IOException {
      send(text);
      return read();
    }

    /** Reads one answer: as many bytes as its head says. */
    int read() throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int b = in.read();
        assertThat(b).as("the connection is open after %s", head).isNotNegative();
        head.append((char) b);
      }
      assertThat(head).startsWith("HTTP/1.1 200 ");
      Matcher length = LENGTH.matcher(head);
      assertThat(length.find()).isTrue();
      byte[] body = in.readNBytes(Integer.parseInt(length.group(1)));
      assertThat(new String(body, StandardCharsets.UTF_8)).startsWith("{").endsWith("}");
      return head.length() + body.length;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
