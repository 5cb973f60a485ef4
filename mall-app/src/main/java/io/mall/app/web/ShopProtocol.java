package io.mall.app.web;

import java.nio.ByteBuffer;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.coyote.http11.Http11NioProtocol;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 as Tomcat speaks it, but a request's head has the connection time-out to arrive as a
 * whole, and a request whose answer is ready is answered by the thread that finds it.
 */
public final class ShopProtocol extends Http11NioProtocol {

  private final PollerEndpoint endpoint;
  private @Nullable ScheduledFuture<?> watch;

  /** As Tomcat makes it, by its name. */
  public ShopProtocol() {
    this(new PollerEndpoint());
  }

  private ShopProtocol(PollerEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  /**
   * Which requests are answered at once; none unless this is called.
   *
   * @param test whether the bytes from position to limit are one whole request and no more, the
   *     answer to which needs no waiting; it is asked by one thread only, which then answers
   */
  public void answerAtOnce(Predicate<ByteBuffer> test) {
    endpoint.setAnsweredAtOnce(test);
  }

  @Override
  public void start() throws Exception {
    super.start();
    watch =
        getUtilityExecutor()
            .scheduleWithFixedDelay(new SlowHeads(endpoint), 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void stop() throws Exception {
    if (watch != null) {
      watch.cancel(false);
    }
    super.stop();
  }
}
