package io.mall.app.web;

import static io.mall.app.support.Problems.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clients that take their time hold a connection for a while, and nothing else. */
@MallTest
class SlowClientsTest {

  private static final Map<String, Object> IMPATIENT =
      Map.of(
          "server.tomcat.connection-timeout", "1s",
          "server.tomcat.keep-alive-timeout", "1s",
          "mall.web.body-timeout", "2s",
          "mall.web.body-memory", "16KB",
          "mall.web.max-concurrent-requests", 1,
          // Longer than a place is held after the answer, shorter than a body may take.
          "mall.web.max-wait", "500ms");

  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int CONTINUATION = 9;
  private static final int END_HEADERS = 4 << 8;

  @Test
  void whoSendsItsRequestByteByByteIsCutOffAndKeepsNobodyFromBeingServed() throws Exception {
    try (Mall shop = Mall.another(IMPATIENT)) {
      try (Socket head = connect(shop);
          Socket body = connect(shop);
          Socket idle = connect(shop)) {
        send(head, "GET /api/categories HTTP/1.1\r\nHost: mall\r\nX-Slow: ");
        send(body, post("/api/sessions", 200));
        send(idle, "GET /api/categories HTTP/1.1\r\nHost: mall\r\n\r\n");
        assertThat(readStatusLine(idle.getInputStream())).isEqualTo("HTTP/1.1 200 ");
        // The one place of this shop is free, although a request's body is on its way.
        shop.anonymous().get("/api/categories").then().statusCode(200);
        assertThat(drip(head)).as("bytes of a head until it is cut off").isLessThan(60);
        assertThat(drip(body)).as("bytes of a body until it is cut off").isLessThan(60);
        assertThat(readAll(idle)).as("an idle connection is closed").endsWith("}");
      }
    }
  }

  @Test
  void aBodyThatStopsIsAnsweredAndTheConnectionClosed() throws Exception {
    try (Mall shop = Mall.another(IMPATIENT);
        Socket body = connect(shop)) {
      send(body, post("/api/sessions", 200) + "{");
      assertThat(readAll(body)).startsWith("HTTP/1.1 408 ").contains("request/too-slow");
    }
  }

  @Test
  void bodiesTakeNoMoreMemoryThanThereIsForThem() throws Exception {
    try (Mall shop = Mall.another(IMPATIENT)) {
      List<Socket> others = new ArrayList<>();
      try {
        for (int i = 0; i < 2; i++) {
          Socket other = connect(shop);
          others.add(other);
          send(other, post("/api/sessions", 20_000) + " ".repeat(9_000));
        }
        HttpRequest large =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + shop.port() + "/api/sessions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(" ".repeat(30_000)))
                .build();
        try (HttpClient client = HttpClient.newBuilder().version(Version.HTTP_1_1).build()) {
          HttpResponse<String> answer = client.send(large, BodyHandlers.ofString());
          assertThat(answer.statusCode()).isEqualTo(503);
          assertThat(answer.body()).contains("failure/overloaded");
        }
      } finally {
        for (Socket other : others) {
          other.close();
        }
      }
      // What they held is given back.
      shop.anonymous()
          .body(" ".repeat(9_000))
          .post("/api/sessions")
          .then()
          .spec(refused(400, "request/wrong-type", ""));
    }
  }

  @Test
  void http2IsSpokenToo() throws Exception {
    try (Mall shop = Mall.another(IMPATIENT);
        HttpClient client = HttpClient.newBuilder().version(Version.HTTP_2).build()) {
      URI uri = URI.create("http://127.0.0.1:" + shop.port() + "/api/categories");
      HttpResponse<String> first =
          client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      HttpRequest large =
          HttpRequest.newBuilder(uri.resolve("/api/sessions"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(" ".repeat(5_000) + "{}"))
              .build();
      HttpResponse<String> second = client.send(large, BodyHandlers.ofString());
      assertThat(first.version()).isEqualTo(Version.HTTP_2);
      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(second.version()).isEqualTo(Version.HTTP_2);
      assertThat(second.body()).contains("request/invalid-fields");
    }
  }

  @Test
  void whoDoesNotEndAHeadOverHttp2IsCutOff() throws Exception {
    // :method GET, :scheme http, :path /
    String head = "\u0082\u0086\u0084";
    String begun = frame(head.length(), HEADERS, head);
    List<String> slow =
        List.of(
            "",
            "\0\0",
            frame(100, HEADERS | END_HEADERS, head),
            begun,
            begun + frame(250, CONTINUATION, "\u0090"));
    try (Mall shop = Mall.another(IMPATIENT)) {
      List<Socket> clients = new ArrayList<>();
      try {
        for (String sent : slow) {
          Socket client = connect(shop);
          clients.add(client);
          send(client, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(0, SETTINGS, "") + sent);
        }
        assertThat(drip(clients.getLast())).as("bytes until it is cut off").isLessThan(60);
        for (Socket client : clients.subList(0, clients.size() - 1)) {
          assertThat(readAll(client)).as("what is said before it is closed").isNotEmpty();
        }
      } finally {
        for (Socket client : clients) {
          client.close();
        }
      }
    }
  }

  /** The head of a frame of that length, of stream 1 unless it is about the connection. */
  private static String frame(int length, int typeAndFlags, String payload) {
    char type = (char) (typeAndFlags & 0xff);
    char flags = (char) (typeAndFlags >> 8);
    return "\0\0"
        + (char) length
        + type
        + flags
        + "\0\0\0"
        + (type == SETTINGS ? '\0' : '\1')
        + payload;
  }

  private static Socket connect(Mall shop) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), shop.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static String post(String path, int length) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: mall\r\nContent-Type: application/json\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  /** Sends a byte ten times a second until the other side has had enough; returns how many. */
  private static int drip(Socket socket) throws Exception {
    OutputStream out = socket.getOutputStream();
    for (int sent = 0; sent < 200; sent++) {
      try {
        out.write('x');
      } catch (SocketException gone) {
        return sent;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return 200;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String readStatusLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c; (c = in.read()) >= 0 && c != '\r'; ) {
      line.append((char) c);
    }
    return line.toString();
  }

  private static String readAll(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
