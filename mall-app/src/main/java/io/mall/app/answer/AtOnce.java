package io.mall.app.answer;

import io.mall.app.access.AccessLog;
import io.mall.app.control.Switch;
import io.mall.app.web.ShopProtocol;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Tells which requests one thread may answer that must not wait, and keeps the answer it found for
 * the moment when that thread has read the request, since by then it may be gone from memory.
 */
final class AtOnce implements ShopProtocol.AtOnceAnswers {

  private static final ThreadLocal<@Nullable Found> FOUND = new ThreadLocal<>();

  private final Route[] routes;
  private final Switch ready;
  private final Switch on;
  private final LongAdder sent = new LongAdder();

  /** An answer, and whose it is. */
  record Found(Route route, Answer answer) {}

  AtOnce(Route[] routes, Switch ready, Switch on, MeterRegistry metrics) {
    this.routes = routes;
    this.ready = ready;
    this.on = on;
    FunctionCounter.builder("mall.answers.at.once", sent, LongAdder::sum)
        .description("ready answers sent by the thread that found the request")
        .register(metrics);
  }

  /** Not while access lines are written, since who reads them may keep the writer waiting. */
  @Override
  public boolean areWanted() {
    return on.isOn() && ready.isOn() && !AccessLog.isOn();
  }

  @Override
  public boolean hasFor(ByteBuffer read) {
    FOUND.remove();
    Head head = Head.of(read);
    if (head == null || !Accept.takesJson(head.accept())) {
      return false;
    }
    for (Route route : routes) {
      Answer answer = route.find(head.path(), head.query());
      if (answer != null) {
        FOUND.set(new Found(route, answer));
        return true;
      }
    }
    return false;
  }

  /** What this thread has found for the request that it is answering; null if it is another. */
  @Nullable Found take() {
    if (Thread.currentThread().isVirtual()) {
      return null;
    }
    Found taken = FOUND.get();
    if (taken != null) {
      sent.increment();
      FOUND.remove();
    }
    return taken;
  }
}
