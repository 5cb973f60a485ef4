package io.mall.app.web;

import io.mall.app.web.ShopProtocol.AtOnceAnswers;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's non-blocking sockets, but a request that can be answered without waiting for anything is
 * answered by the thread that finds it on the socket. To hand it to another thread, and the socket
 * back, costs about as much as the answer.
 */
final class PollerEndpoint extends NioEndpoint {

  private static final String POLLER = "-Poller";

  private volatile @Nullable AtOnceAnswers answers;
  private @Nullable Thread poller;

  void setAnswers(AtOnceAnswers answers) {
    this.answers = answers;
  }

  @Override
  protected NioChannel createChannel(SocketBufferHandler buffers) {
    return isSSLEnabled() ? super.createChannel(buffers) : new PollerChannel(buffers);
  }

  @Override
  public boolean processSocket(
      SocketWrapperBase<NioChannel> socket, SocketEvent event, boolean dispatch) {
    AtOnceAnswers known = answers;
    if (known != null
        && known.areWanted()
        && dispatch
        && event == SocketEvent.OPEN_READ
        && socket != null
        && isPoller(Thread.currentThread())
        && socket.getSocket() instanceof PollerChannel channel) {
      // Whoever answered the request before may not be quite out of it.
      ReentrantLock lock = socket.getLock();
      if (lock.tryLock()) {
        try {
          if (isRead(socket, channel) && known.hasFor(channel.getBufHandler().getReadBuffer())) {
            return answer(socket, channel);
          }
        } finally {
          lock.unlock();
        }
      }
    }
    return super.processSocket(socket, event, dispatch);
  }

  private boolean answer(SocketWrapperBase<NioChannel> socket, PollerChannel channel) {
    channel.setAtOnce(true);
    try {
      return super.processSocket(socket, SocketEvent.OPEN_READ, false);
    } finally {
      channel.setAtOnce(false);
      if (channel.getOutboundRemaining() > 0) {
        getExecutor().execute(() -> finish(socket));
      }
    }
  }

  /** Writes what the socket did not take, by a thread that may wait for the client. */
  private static void finish(SocketWrapperBase<NioChannel> socket) {
    ReentrantLock lock = socket.getLock();
    lock.lock();
    try {
      socket.flush(true);
    } catch (IOException e) {
      socket.close();
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is something in the buffer to read, and nobody is in the middle of anything. */
  private static boolean isRead(SocketWrapperBase<NioChannel> socket, PollerChannel channel) {
    try {
      if (socket.isClosed()
          || socket.getCurrentProcessor() != null
          || channel.getOutboundRemaining() > 0
          || !socket.isReadyForRead()) {
        return false;
      }
    } catch (IOException e) {
      // Whoever reads next sees the same, and knows what to do.
      return false;
    }
    channel.getBufHandler().configureReadBufferForRead();
    return true;
  }

  private boolean isPoller(Thread thread) {
    if (thread == poller) {
      return true;
    }
    if (thread.isVirtual() || !thread.getName().endsWith(POLLER)) {
      return false;
    }
    poller = thread;
    return true;
  }
}
