package io.mall.app.web;

import java.util.concurrent.TimeUnit;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.coyote.http2.Http2AsyncUpgradeHandler;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * HTTP/2 as Tomcat speaks it, but a head that comes in several frames has the connection time-out
 * to arrive as a whole. Tomcat counts its stream as one at work, and a connection with such a
 * stream has no time-out, so a HEADERS frame without its CONTINUATION would hold it for ever.
 */
final class SlowHeadsOverHttp2 extends Http2Protocol {

  /**
   * @param configured has the settings that the shop is started with
   */
  SlowHeadsOverHttp2(Http2Protocol configured) {
    setKeepAliveTimeout(configured.getKeepAliveTimeout());
  }

  @Override
  public InternalHttpUpgradeHandler getInternalUpgradeHandler(
      SocketWrapperBase<?> connection, Adapter adapter, Request request) {
    return connection.hasAsyncIO()
        ? new Watched(this, adapter, request, connection)
        : super.getInternalUpgradeHandler(connection, adapter, request);
  }

  /** One connection. */
  private static final class Watched extends Http2AsyncUpgradeHandler {

    private static final long NONE = 0;

    /** What makes Tomcat end a connection whatever its time-out. */
    private static final long AT_ONCE = -1;

    private final long patience;

    /** When the head began of which there is more to come. */
    private volatile long began = NONE;

    Watched(
        SlowHeadsOverHttp2 protocol,
        Adapter adapter,
        Request request,
        SocketWrapperBase<?> connection) {
      super(protocol, adapter, request, connection);
      this.patience =
          TimeUnit.MILLISECONDS.toNanos(protocol.getHttp11Protocol().getConnectionTimeout());
    }

    @Override
    public void headersStart(int stream, boolean bare) {
      began = System.nanoTime() | 1;
      asIs(() -> super.headersStart(stream, bare));
    }

    @Override
    public void headersEnd(int stream, boolean bare) {
      began = NONE;
      asIs(() -> super.headersEnd(stream, bare));
    }

    /** Without streams, none has a head: that of the last one was refused, perhaps. */
    @Override
    protected void setConnectionTimeoutForStreamCount(int streams) {
      if (streams == 0) {
        began = NONE;
      }
      super.setConnectionTimeoutForStreamCount(streams);
    }

    /** Called once a second. */
    @Override
    public void timeoutAsync(long now) {
      long since = began;
      boolean late = since != NONE && System.nanoTime() - since > patience;
      super.timeoutAsync(late ? AT_ONCE : now);
    }
  }

  /** What Tomcat does and throws; its exceptions have no name outside its package. */
  private interface Step {
    void take() throws Exception;
  }

  @SuppressWarnings("unchecked")
  private static <E extends Exception> void asIs(Step step) throws E {
    try {
      step.take();
    } catch (Exception e) {
      throw (E) e;
    }
  }
}
