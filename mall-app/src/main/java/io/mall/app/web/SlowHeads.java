package io.mall.app.web;

import java.util.concurrent.TimeUnit;
import org.apache.coyote.AbstractProcessor;
import org.apache.tomcat.util.net.AbstractEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Closes connections on which a request's head does not arrive as a whole in time. Tomcat's own
 * time-out begins again with every byte, so a client that sends one now and then (<a
 * href="https://en.wikipedia.org/wiki/Slowloris_(cyber_attack)">slow loris</a>) would hold its
 * connection for ever.
 */
record SlowHeads(AbstractEndpoint<?, ?> endpoint) implements Runnable {

  @Override
  public void run() {
    long patience = TimeUnit.MILLISECONDS.toNanos(endpoint.getConnectionTimeout());
    long now = System.nanoTime();
    for (SocketWrapperBase<?> connection : endpoint.getConnections()) {
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
