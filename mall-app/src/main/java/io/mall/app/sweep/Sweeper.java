package io.mall.app.sweep;

import io.mall.sharding.slot.TableGroup;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs every {@link Sweep} of the application, each on a virtual thread of its own. */
@Component
@EnableConfigurationProperties(SweepProperties.class)
class Sweeper implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
  private static final double JITTER = 0.2;

  private final List<Sweep> sweeps;
  private final SweepProperties properties;
  private final Fences fences;
  private final MeterRegistry meters;
  private final List<Thread> threads = new ArrayList<>();
  private volatile CountDownLatch end = new CountDownLatch(0);

  Sweeper(List<Sweep> sweeps, SweepProperties properties, Fences fences, MeterRegistry meters) {
    this.sweeps = List.copyOf(sweeps);
    this.properties = properties;
    this.fences = fences;
    this.meters = meters;
  }

  @Override
  public synchronized void start() {
    end = new CountDownLatch(1);
    if (properties.enabled()) {
      for (Sweep sweep : sweeps) {
        Turn turn = new Turn(sweep);
        threads.add(Thread.ofVirtual().name("sweep-" + sweep.name()).start(turn::repeat));
      }
    }
  }

  /** A row that is being worked on is finished; nobody is interrupted inside a statement. */
  @Override
  public synchronized void stop() {
    end.countDown();
    long bound = System.nanoTime() + properties.shutdown().toNanos();
    for (Thread thread : threads) {
      join(thread, Duration.ofNanos(Math.max(0, bound - System.nanoTime())));
    }
    threads.clear();
  }

  @Override
  public boolean isRunning() {
    return end.getCount() > 0;
  }

  private static void join(Thread thread, Duration bound) {
    try {
      if (!thread.join(bound)) {
        log.atWarn().addKeyValue("thread", thread.getName()).log("sweep did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One sweep with what it remembers between rounds. */
  private final class Turn {

    private final Sweep sweep;
    private final Timer rounds;
    private final AtomicLong token = new AtomicLong();
    private boolean healthy = true;

    Turn(Sweep sweep) {
      this.sweep = sweep;
      this.rounds = meters.timer("mall.sweep.rounds", "sweep", sweep.name());
      meters.gauge("mall.sweep.token", Tags.of("sweep", sweep.name()), token);
    }

    void repeat() {
      while (isRunning()) {
        try {
          if (end.await(jitteredNanos(sweep.pause()), TimeUnit.NANOSECONDS)) {
            return;
          }
          rounds.record(sweep.alone() ? this::underLock : this::visitGroups);
          healthy = true;
        } catch (InterruptedException e) {
          return;
        } catch (RuntimeException failed) {
          report(failed);
        }
      }
    }

    private void underLock() {
      fences
          .alone(sweep.name(), properties.lease(), this::visitGroups)
          .ifPresent(
              granted -> {
                if (token.getAndSet(granted) == 0) {
                  log.atInfo()
                      .addKeyValue("sweep", sweep.name())
                      .addKeyValue("token", granted)
                      .log("sweep runs on this instance");
                }
              });
    }

    /**
     * In another order each time, so that instances do not follow each other around. A group whose
     * server is away does not keep the others; its failure is that of the round.
     */
    private void visitGroups() {
      long bound = System.nanoTime() + properties.lease().toNanos() * 2 / 3;
      List<TableGroup> groups = new ArrayList<>(TableGroup.all());
      Collections.shuffle(groups);
      RuntimeException failure = null;
      for (TableGroup group : groups) {
        try {
          visit(group, bound);
        } catch (LeaseLostException lost) {
          throw lost;
        } catch (RuntimeException failed) {
          failure = failure == null ? failed : failure;
        }
      }
      if (failure != null) {
        throw failure;
      }
    }

    private void visit(TableGroup group, long bound) {
      boolean more = true;
      while (more && isRunning() && System.nanoTime() < bound) {
        more = sweep.sweep(group);
      }
    }

    /** A server that is away fails every round; it is told once. */
    private void report(RuntimeException failed) {
      meters.counter("mall.sweep.failures", "sweep", sweep.name()).increment();
      if (healthy && isRunning()) {
        log.atWarn()
            .addKeyValue("sweep", sweep.name())
            .setCause(failed)
            .log("sweep failed, it is tried again");
      }
      healthy = false;
    }
  }

  private static long jitteredNanos(Duration pause) {
    double factor = 1 - JITTER + 2 * JITTER * ThreadLocalRandom.current().nextDouble();
    return (long) (pause.toNanos() * factor);
  }
}
