package io.mall.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.kernel.ProductId;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients who stay connected and ask at a steady pace are all served, and cost little memory. */
@MallTest
class ConnectionsTest {

  /** What the test itself and a shop that gets warm may keep in the heap, whoever is connected. */
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  /** What an open connection may keep in the heap of client and shop together. */
  private static final long MOST_BYTES_EACH = 32 * 1024;

  private final Mall mall;

  ConnectionsTest(Mall mall) {
    this.mall = mall;
  }

  @Test
  void fiveHundredStayConnectedAndAreServed() throws Exception {
    staysConnected(500, 1_000, Duration.ofSeconds(3));
  }

  @Test
  @Tag("long")
  void fiveThousandStayConnectedAndAskTwoThousandTimesASecondForAMinute() throws Exception {
    staysConnected(5_000, 2_000, Duration.ofMinutes(1));
  }

  private void staysConnected(int clients, int perSecond, Duration time) throws Exception {
    ProductId product = mall.shelf().newProduct(1);
    mall.anonymous().get("/api/products/" + product).then().statusCode(200);
    long before = heap();
    List<Client> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < clients; i++) {
        all.add(new Client(mall.port(), product));
      }
      AtomicInteger served = new AtomicInteger();
      long start = System.nanoTime();
      long gap = TimeUnit.SECONDS.toNanos(1) * clients / perSecond;
      List<Future<?>> work = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        Client client = all.get(i);
        long first = start + gap * i / clients;
        work.add(
            threads.submit(
                () -> {
                  for (long at = first; at - start < time.toNanos(); at += gap) {
                    TimeUnit.NANOSECONDS.sleep(at - System.nanoTime());
                    client.ask();
                    served.incrementAndGet();
                  }
                  return null;
                }));
      }
      for (Future<?> client : work) {
        client.get();
      }
      assertThat(served.get()).isEqualTo(perSecond * (int) time.toSeconds());
      assertThat(heap() - before)
          .as("bytes of heap for %d connections", clients)
          .isLessThan(MOST_BYTES + clients * MOST_BYTES_EACH);
    } finally {
      all.forEach(Client::close);
    }
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** One connection that is kept: any answer but 200 fails, and so does one that was closed. */
  private static final class Client {
    private final byte[] question;
    private final Socket socket;
    private final InputStream in;

    Client(int port, ProductId product) throws IOException {
      question =
          ("GET /api/products/" + product + " HTTP/1.1\r\nHost: mall\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII);
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(30_000);
      in = new BufferedInputStream(socket.getInputStream(), 512);
    }

    void ask() throws IOException {
      socket.getOutputStream().write(question);
      assertThat(line()).startsWith("HTTP/1.1 200");
      int length = -1;
      for (String line = line(); !line.isEmpty(); line = line()) {
        if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
          length = Integer.parseInt(line.substring(15).strip());
        }
      }
      if (length < 0) {
        readChunks();
      } else {
        assertThat(in.readNBytes(length)).hasSize(length);
      }
    }

    private void readChunks() throws IOException {
      int length;
      do {
        length = Integer.parseInt(line(), 16);
        assertThat(in.readNBytes(length)).hasSize(length);
        assertThat(line()).isEmpty();
      } while (length > 0);
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c; (c = in.read()) >= 0 && c != '\n'; ) {
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }

    void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
