package io.mall.app.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A load generator in an open model, a process of its own: requests come at random times
 * (exponential gaps), whatever the server does, and each is measured from the time it was due, also
 * when all connections were busy then. One thread; prints one line: {@code open COUNT P50 P99 P999
 * MAX} in microseconds.
 */
final class OpenLoad {

  private static final long NAP = TimeUnit.MICROSECONDS.toNanos(50);
  private static final byte[] OK = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
  private static final String LENGTH = "content-length: ";

  private final Selector selector = Selector.open();
  private final ArrayDeque<Connection> idle = new ArrayDeque<>();
  private final ArrayDeque<Long> due = new ArrayDeque<>();
  private final byte[] question;
  private long[] latencies = new long[1 << 16];
  private int count;
  private int inTime;

  private final class Connection {
    private final SocketChannel channel;
    private final ByteBuffer answer = ByteBuffer.allocate(16 * 1024);
    private long dueAt;

    Connection(InetSocketAddress address) throws IOException {
      channel = SocketChannel.open(address);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, this);
    }

    void ask(long at) throws IOException {
      dueAt = at;
      ByteBuffer bytes = ByteBuffer.wrap(question);
      if (channel.write(bytes) != question.length) {
        throw new IOException("a request does not fit into an empty connection");
      }
    }

    /** Whether the answer has come as a whole. */
    boolean read() throws IOException {
      if (channel.read(answer) < 0) {
        throw new IOException("the server closed a connection");
      }
      int end = endOfHead();
      if (end < 0 || answer.position() < end + length(end)) {
        return false;
      }
      if (!Arrays.equals(answer.array(), 0, OK.length, OK, 0, OK.length)) {
        throw new IOException("not 200: " + head(end));
      }
      answer.clear();
      return true;
    }

    private int endOfHead() {
      byte[] bytes = answer.array();
      for (int i = 3; i < answer.position(); i++) {
        if (bytes[i] == '\n' && bytes[i - 2] == '\n') {
          return i + 1;
        }
      }
      return -1;
    }

    private int length(int end) throws IOException {
      String head = head(end).toLowerCase(java.util.Locale.ROOT);
      int at = head.indexOf(LENGTH);
      if (at < 0) {
        throw new IOException("an answer without a length: " + head);
      }
      return Integer.parseInt(head.substring(at + LENGTH.length(), head.indexOf('\r', at)));
    }

    private String head(int end) {
      return new String(answer.array(), 0, end, StandardCharsets.US_ASCII);
    }
  }

  private OpenLoad(URI url, int connections) throws IOException {
    question =
        "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n"
            .formatted(url.getPath(), url.getAuthority())
            .getBytes(StandardCharsets.US_ASCII);
    InetSocketAddress address = new InetSocketAddress(url.getHost(), url.getPort());
    for (int i = 0; i < connections; i++) {
      idle.add(new Connection(address));
    }
  }

  /** {@code URL CONNECTIONS REQUESTS-A-SECOND SECONDS}. */
  public static void main(String[] arguments) throws IOException {
    OpenLoad load = new OpenLoad(URI.create(arguments[0]), Integer.parseInt(arguments[1]));
    double perSecond = Double.parseDouble(arguments[2]);
    // The first second warms this process up.
    load.run(perSecond, 1);
    load.count = 0;
    load.run(perSecond, Integer.parseInt(arguments[3]));
    long[] sorted = Arrays.copyOf(load.latencies, load.count);
    Arrays.sort(sorted);
    System.out.printf(
        "open %d %d %d %d %d%n",
        load.inTime, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 0.999), at(sorted, 1));
  }

  private static long at(long[] sorted, double share) {
    int index = Math.max(0, (int) Math.ceil(sorted.length * share) - 1);
    return sorted.length == 0 ? 0 : sorted[index] / 1_000;
  }

  private void run(double perSecond, int seconds) throws IOException {
    Random random = new Random(4711);
    int all = idle.size();
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(seconds);
    double next = start;
    while (true) {
      long now = System.nanoTime();
      if (now < end) {
        inTime = count;
      }
      while (next <= now && next < end) {
        due.add((long) next);
        next -= Math.log(1 - random.nextDouble()) / perSecond * 1e9;
      }
      while (!due.isEmpty() && !idle.isEmpty()) {
        idle.removeLast().ask(due.removeFirst());
      }
      if (selector.selectNow() > 0) {
        take();
      } else if (now >= end && due.isEmpty() && idle.size() == all) {
        return;
      } else if (now > end + TimeUnit.SECONDS.toNanos(10)) {
        throw new IOException("answers are missing");
      } else {
        LockSupport.parkNanos(NAP);
      }
    }
  }

  private void take() throws IOException {
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.attachment() instanceof Connection connection && connection.read()) {
        if (count == latencies.length) {
          latencies = Arrays.copyOf(latencies, count * 2);
        }
        latencies[count++] = System.nanoTime() - connection.dueAt;
        idle.addLast(connection);
      }
    }
    selector.selectedKeys().clear();
  }
}
