package io.mall.app.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * A connection on which the poller may answer, which must never wait for a client. What the socket
 * does not take at once is kept, and counts as bytes of the network's own, as Tomcat knows them
 * from TLS: it is written before anything else, by a thread that may wait. And nothing is read then
 * but what the poller has seen: the next request may be one that takes long.
 *
 * <p>Like all of a connection's state it is guarded by the lock of its socket wrapper.
 */
final class PollerChannel extends NioChannel {

  private boolean atOnce;
  private @Nullable ByteBuffer rest;

  PollerChannel(SocketBufferHandler buffers) {
    super(buffers);
  }

  /** Whether writes take all bytes over without waiting, and reads find nothing more. */
  void setAtOnce(boolean atOnce) {
    this.atOnce = atOnce;
  }

  @Override
  public void reset(SocketChannel channel, NioSocketWrapper wrapper) throws IOException {
    rest = null;
    super.reset(channel, wrapper);
  }

  @Override
  public int read(ByteBuffer bytes) throws IOException {
    return atOnce ? 0 : super.read(bytes);
  }

  @Override
  public long read(ByteBuffer[] bytes, int offset, int length) throws IOException {
    return atOnce ? 0 : super.read(bytes, offset, length);
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    int count = bytes.remaining();
    if (isRestWritten()) {
      int written = super.write(bytes);
      if (!atOnce) {
        return written;
      }
    }
    if (!atOnce) {
      return 0;
    }
    if (bytes.hasRemaining()) {
      keep(bytes);
    }
    return count;
  }

  @Override
  public long write(ByteBuffer[] bytes, int offset, int length) throws IOException {
    return isRestWritten() ? super.write(bytes, offset, length) : 0;
  }

  @Override
  public int getOutboundRemaining() {
    return atOnce || rest == null ? 0 : rest.remaining();
  }

  private boolean isRestWritten() throws IOException {
    if (rest != null) {
      super.write(rest);
      if (rest.hasRemaining()) {
        return false;
      }
      rest = null;
    }
    return true;
  }

  private void keep(ByteBuffer bytes) {
    int kept = rest == null ? 0 : rest.remaining();
    ByteBuffer both = ByteBuffer.allocate(kept + bytes.remaining());
    if (rest != null) {
      both.put(rest);
    }
    rest = both.put(bytes).flip();
  }
}
