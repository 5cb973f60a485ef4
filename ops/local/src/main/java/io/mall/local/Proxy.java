package io.mall.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A TCP proxy on the loopback interface in front of one server, to cause faults. */
public final class Proxy implements AutoCloseable {
  private final String host;
  private final int target;
  private final int port = Ports.free();
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean commitTrap = new AtomicBoolean();
  private final AtomicReference<@Nullable CompletableFuture<byte[]>> answerTrap =
      new AtomicReference<>();
  private final Object delayChanged = new Object();
  private Duration delay = Duration.ZERO;
  private @Nullable Listener listener;

  Proxy(String host, int target) {
    this.host = host;
    this.target = target;
    listen();
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** Holds each piece back for a while, in both directions. */
  public void delay(Duration value) {
    synchronized (delayChanged) {
      delay = value;
      delayChanged.notifyAll();
    }
  }

  /** Cuts all connections; new ones work. */
  public void cut() {
    links.forEach(Link::cut);
  }

  /** Cuts all connections and refuses new ones. */
  public void refuse() {
    close();
  }

  /**
   * Lets the next COMMIT reach the database server and take effect, then cuts that connection
   * before the answer comes back: whoever committed cannot know.
   */
  public void cutAfterNextCommit() {
    commitTrap.set(true);
  }

  /**
   * Takes the next answer of the server for itself, then cuts that connection: whoever asked gets
   * nothing, and what was asked for is done.
   *
   * @return the answer once it is given, at most 16 KB of it
   */
  public CompletableFuture<byte[]> loseNextAnswer() {
    CompletableFuture<byte[]> lost = new CompletableFuture<>();
    answerTrap.set(lost);
    return lost;
  }

  /** From now on as if it were not there; connections that were cut stay cut. */
  public void restore() {
    commitTrap.set(false);
    answerTrap.set(null);
    delay(Duration.ZERO);
    listen();
  }

  /** Stops listening and cuts all connections. */
  @Override
  public synchronized void close() {
    @Nullable Listener open = listener;
    listener = null;
    if (open != null) {
      open.close();
    }
    cut();
  }

  private synchronized void listen() {
    if (listener == null) {
      listener = new Listener();
    }
  }

  /** Waits out the delay that is in force, which may change meanwhile. */
  private void hold() throws InterruptedException {
    long begin = System.nanoTime();
    synchronized (delayChanged) {
      long left = delay.toMillis();
      while (left > 0) {
        delayChanged.wait(left);
        left = delay.toMillis() - Duration.ofNanos(System.nanoTime() - begin).toMillis();
      }
    }
  }

  /** Lets clients in for as long as it is open. */
  private final class Listener implements AutoCloseable {
    private final ServerSocket socket;
    private final Thread acceptor;

    Listener() {
      try {
        socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 512);
      } catch (IOException e) {
        throw new LocalClusterException("The proxy cannot listen on port " + port + ".", e);
      }
      acceptor = Thread.ofVirtual().name("proxy-" + port).start(this::accept);
    }

    private void accept() {
      while (!socket.isClosed()) {
        try {
          new Link(socket.accept()).open();
        } catch (IOException e) {
          // Closed, or a client that left at once.
        }
      }
    }

    /**
     * Nobody gets in once it returns. A socket that a virtual thread waits on goes on accepting
     * until that thread has woken, so this waits for it.
     */
    @Override
    public void close() {
      try {
        socket.close();
        acceptor.join();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** One connection of a client and the one behind it. */
  private final class Link {
    private final Socket client;
    private final Socket server = new Socket();
    private final CommitWatch watch = new CommitWatch();
    private volatile boolean swallowAnswer;

    Link(Socket client) {
      this.client = client;
    }

    void open() {
      links.add(this);
      Thread.ofVirtual().start(this::connect);
    }

    private void connect() {
      try {
        server.connect(new InetSocketAddress(host, target), 5_000);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> pump(server, client, false));
        pump(client, server, true);
      } catch (IOException e) {
        cut();
      }
    }

    private void pump(Socket from, Socket to, boolean request) {
      byte[] piece = new byte[16 * 1024];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
          hold();
          if (request && watch.sees(piece, length) && commitTrap.compareAndSet(true, false)) {
            swallowAnswer = true;
          } else if (!request && (swallowAnswer || isLost(piece, length))) {
            break;
          }
          out.write(piece, 0, length);
        }
      } catch (IOException e) {
        // Either end is gone, and so is the other.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        cut();
      }
    }

    private boolean isLost(byte[] answer, int length) {
      CompletableFuture<byte[]> lost = answerTrap.getAndSet(null);
      return lost != null && lost.complete(Arrays.copyOf(answer, length));
    }

    /** Both ends learn of it by a reset. */
    void cut() {
      links.remove(this);
      for (Socket socket : new Socket[] {client, server}) {
        try {
          socket.setSoLinger(true, 0);
        } catch (IOException e) {
          // Closed already.
        }
        try {
          socket.close();
        } catch (IOException e) {
          // Closed enough.
        }
      }
    }
  }
}
