package io.mall.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection on which somebody answers who must not wait. */
class PollerChannelTest {

  private static final int SMALL = 1_000;

  private final PollerChannel channel = new PollerChannel(new SocketBufferHandler(1, 1, false));
  private SocketChannel client;
  private SocketChannel server;

  PollerChannelTest() throws IOException {
    client = SocketChannel.open();
    server = SocketChannel.open();
  }

  @BeforeEach
  void connected() throws IOException {
    try (ServerSocketChannel door = ServerSocketChannel.open()) {
      door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      client.connect(door.getLocalAddress());
      server = door.accept();
    }
    server.configureBlocking(false);
    reset();
  }

  @AfterEach
  void closed() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void whatComesAfterTheRequestIsReadLater() throws IOException {
    client.write(ByteBuffer.wrap(new byte[] {7}));
    ByteBuffer bytes = ByteBuffer.allocate(10);
    channel.setAtOnce(true);
    assertThat(channel.read(bytes)).isZero();
    assertThat(channel.read(new ByteBuffer[] {bytes}, 0, 1)).isZero();
    channel.setAtOnce(false);
    while (channel.read(bytes) == 0) {
      Thread.onSpinWait();
    }
    assertThat(bytes.flip().get()).isEqualTo((byte) 7);
  }

  @Test
  void whatTheSocketDoesNotTakeIsWrittenBeforeAnythingElse() throws IOException {
    int sent = 0;
    channel.setAtOnce(true);
    while (!isFull()) {
      assertThat(channel.write(numbered(sent))).as("takes all").isEqualTo(SMALL);
      sent += SMALL;
    }
    assertThat(channel.write(numbered(sent))).as("takes all, and keeps it").isEqualTo(SMALL);
    sent += SMALL;
    channel.setAtOnce(false);
    ByteBuffer next = numbered(sent);
    assertThat(channel.write(next)).as("while there is a rest").isZero();
    assertThat(channel.write(new ByteBuffer[] {next}, 0, 1)).isZero();
    assertThat(next.remaining()).isEqualTo(SMALL);
    int read = 0;
    ByteBuffer got = ByteBuffer.allocate(100_000);
    while (read < sent + SMALL) {
      if (next.hasRemaining()) {
        channel.write(next);
      }
      assertThat(client.read(got.clear())).isPositive();
      for (got.flip(); got.hasRemaining(); read++) {
        assertThat(got.get()).isEqualTo((byte) (read % 251));
      }
    }
    assertThat(channel.getOutboundRemaining()).isZero();
  }

  @Test
  void theNextConnectionInheritsNothing() throws IOException {
    channel.setAtOnce(true);
    for (int sent = 0; !isFull(); sent += SMALL) {
      assertThat(channel.write(numbered(sent))).isEqualTo(SMALL);
    }
    channel.setAtOnce(false);
    assertThat(channel.getOutboundRemaining()).isPositive();
    reset();
    assertThat(channel.getOutboundRemaining()).isZero();
  }

  @SuppressWarnings("NullAway") // Tomcat's own parameter may be null, and it is not used here.
  private void reset() throws IOException {
    channel.reset(server, null);
  }

  private boolean isFull() {
    channel.setAtOnce(false);
    boolean full = channel.getOutboundRemaining() > 0;
    channel.setAtOnce(true);
    return full;
  }

  /** Bytes which tell where they belong. */
  private static ByteBuffer numbered(int from) {
    ByteBuffer bytes = ByteBuffer.allocate(SMALL);
    for (int i = from; bytes.hasRemaining(); i++) {
      bytes.put((byte) (i % 251));
    }
    return bytes.flip();
  }
}
