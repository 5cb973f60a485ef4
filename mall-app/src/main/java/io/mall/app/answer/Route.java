package io.mall.app.answer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A source of answers, with the same timers that Spring keeps of the requests it answers. */
final class Route {

  private static final String NONE = "none";

  private final Answers answers;
  private final LongAdder ready = new LongAdder();
  private final Timer got;
  private final Timer gotNothingNew;
  private final Timer looked;
  private final Timer lookedAtNothingNew;

  Route(Answers answers, MeterRegistry metrics) {
    this.answers = answers;
    FunctionCounter.builder("mall.answers.ready", ready, LongAdder::sum)
        .description("requests answered by bytes that were ready")
        .tag("uri", answers.route())
        .register(metrics);
    this.got = timer(metrics, "GET", "200", "SUCCESS");
    this.gotNothingNew = timer(metrics, "GET", "304", "REDIRECTION");
    this.looked = timer(metrics, "HEAD", "200", "SUCCESS");
    this.lookedAtNothingNew = timer(metrics, "HEAD", "304", "REDIRECTION");
  }

  String name() {
    return answers.route();
  }

  @Nullable Answer find(String path, @Nullable String query) {
    return answers.find(path, query);
  }

  void answered(boolean head, boolean known, long nanos) {
    Timer timer;
    if (head) {
      timer = known ? lookedAtNothingNew : looked;
    } else {
      timer = known ? gotNothingNew : got;
    }
    ready.increment();
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(MeterRegistry metrics, String method, String status, String outcome) {
    return Timer.builder("http.server.requests")
        .tag("error", NONE)
        .tag("exception", NONE)
        .tag("method", method)
        .tag("outcome", outcome)
        .tag("status", status)
        .tag("uri", answers.route())
        .register(metrics);
  }
}
