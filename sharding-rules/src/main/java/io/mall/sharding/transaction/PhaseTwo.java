package io.mall.sharding.transaction;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.seata.core.model.GlobalStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what was decided to happen, after those who wanted it have their answers, and so many
 * transactions at once: their branches are confirmed together, then the coordinator is told of each
 * and finds nothing left to do.
 *
 * <p>It is a short cut that may fail or be lost with the process at any moment. The coordinator, to
 * which the transaction is then still open, drives the second phase by itself after the time-out.
 */
final class PhaseTwo implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PhaseTwo.class);

  /** How long the first of a batch waits for others; nobody waits for it in turn. */
  private static final Duration COMPANY = Duration.ofMillis(20);

  /** The most transactions confirmed together. */
  private static final int LARGEST = 64;

  /** The most that may be outstanding; beyond it whoever decides carries out himself. */
  private static final int MOST = 1_024;

  /** The most calls of the coordinator at the same time. */
  private static final int CALLS = 32;

  /** How long a process that ends takes for what is outstanding; the rest is the coordinator's. */
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  /** A transaction that happens. */
  record Decided(String name, String xid, List<Branches.Branch> branches) {}

  private final Coordinator coordinator;
  private final BlockingQueue<Decided> outstanding = new ArrayBlockingQueue<>(MOST);
  private final Semaphore calls = new Semaphore(CALLS);
  private final Thread worker;
  private volatile boolean closed;

  PhaseTwo(Coordinator coordinator) {
    this.coordinator = coordinator;
    this.worker =
        Thread.ofVirtual()
            .name("phase-two")
            .inheritInheritableThreadLocals(false)
            .start(this::carryOutAll);
  }

  /** Takes a decided transaction over; returns at once unless too many are outstanding. */
  void carryOut(Decided decided) {
    if (closed || !outstanding.offer(decided)) {
      commit(decided);
    }
  }

  private void carryOutAll() {
    try {
      while (!closed || !outstanding.isEmpty()) {
        Decided first = outstanding.poll(COMPANY.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          carryOut(withCompany(first));
        }
      }
      calls.acquire(CALLS);
    } catch (InterruptedException late) {
      log.atWarn().addKeyValue("outstanding", outstanding.size()).log("left to the coordinator");
    }
  }

  private List<Decided> withCompany(Decided first) throws InterruptedException {
    if (!closed) {
      Thread.sleep(COMPANY);
    }
    List<Decided> batch = new ArrayList<>(List.of(first));
    outstanding.drainTo(batch, LARGEST - 1);
    return batch;
  }

  private void carryOut(List<Decided> batch) throws InterruptedException {
    boolean confirmed = confirm(batch);
    for (Decided each : batch) {
      if (confirmed) {
        coordinator.resources().remember(each.xid());
      }
      calls.acquire();
      Thread.ofVirtual()
          .name("phase-two-commit")
          .inheritInheritableThreadLocals(false)
          .start(
              () -> {
                try {
                  commit(each);
                } finally {
                  coordinator.resources().forget(each.xid());
                  calls.release();
                }
              });
    }
  }

  /** Whether the branches of all of them are firm now. */
  private static boolean confirm(List<Decided> batch) {
    Map<Participant, Collection<String>> arguments = new HashMap<>();
    for (Decided each : batch) {
      for (Branches.Branch branch : each.branches()) {
        arguments
            .computeIfAbsent(branch.participant(), none -> new ArrayList<>())
            .add(branch.argument());
      }
    }
    try {
      arguments.forEach(Participant::confirmAll);
      return true;
    } catch (RuntimeException failed) {
      log.atWarn()
          .addKeyValue("transactions", batch.size())
          .setCause(failed)
          .log("not confirmed together; the coordinator confirms each");
      return false;
    }
  }

  private void commit(Decided decided) {
    GlobalStatus status = coordinator.commit(decided.xid());
    if (status != GlobalStatus.Committed) {
      Coordinator.reportLate(decided.name(), decided.xid(), "commit", status);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      if (!worker.join(FAREWELL)) {
        worker.interrupt();
        worker.join();
      }
    } catch (InterruptedException hurried) {
      worker.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
