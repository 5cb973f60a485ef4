package io.mall.app.web;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.AbstractProcessor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 as Tomcat speaks it, but a request's head has the connection time-out to arrive as a
 * whole. Tomcat's own time-out begins again with every byte, so a client that sends one now and
 * then (<a href="https://en.wikipedia.org/wiki/Slowloris_(cyber_attack)">slow loris</a>) would hold
 * its connection for ever.
 */
public final class SlowHeads extends Http11NioProtocol {

  private @Nullable ScheduledFuture<?> watch;

  @Override
  public void start() throws Exception {
    super.start();
    watch = getUtilityExecutor().scheduleWithFixedDelay(this::closeSlow, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void stop() throws Exception {
    if (watch != null) {
      watch.cancel(false);
    }
    super.stop();
  }

  private void closeSlow() {
    long patience = TimeUnit.MILLISECONDS.toNanos(getConnectionTimeout());
    long now = System.nanoTime();
    for (SocketWrapperBase<?> connection : getEndpoint().getConnections()) {
      // A connection keeps its processor only while a head is incomplete, or an answer comes later.
      if (connection.getCurrentProcessor() instanceof AbstractProcessor processor
          && !processor.isAsync()
          && !processor.isUpgrade()) {
        long began = processor.getRequest().getStartTimeNanos();
        if (began > 0 && now - began > patience) {
          connection.close();
        }
      }
    }
  }
}
