package io.mall.app.web;

import java.nio.ByteBuffer;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.http11.Http11NioProtocol;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 as Tomcat speaks it, but a request's head has the connection time-out to arrive as a
 * whole, and a request whose answer is ready is answered by the thread that finds it.
 */
public final class ShopProtocol extends Http11NioProtocol {

  /** Answers that can be sent without waiting for anything, by the thread that finds a request. */
  public interface AtOnceAnswers {

    /** Whether any may be sent so now; while not, connections are left as Tomcat has them. */
    boolean areWanted();

    /**
     * Whether there is one to what has been read. One thread only asks, and then answers.
     *
     * @param read from its position to its limit; for an answer it is one whole request, no more
     */
    boolean hasFor(ByteBuffer read);
  }

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

  /** Has answers sent at once where there are any; none are unless this is called. */
  public void answerAtOnce(AtOnceAnswers answers) {
    endpoint.setAnswers(answers);
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
