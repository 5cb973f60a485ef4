package io.mall.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * What was measured of one peer for some seconds.
 *
 * @param cpu for each operation
 */
record Round(double perSecond, Cpu cpu, double p50, double p99) {

  /** Lets the peer's clients act until the time is over; every operation counts, none may fail. */
  static Round of(Peer peer, Duration time) throws InterruptedException {
    try {
      return peer.turn().take(time);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(peer.name() + ": " + e.getMessage(), e);
    }
  }

  /** A closed loop in this process: each client acts again as soon as it has its answer. */
  static Round ofLoop(Peer.Act act, int clients, Duration time) throws InterruptedException {
    Cpu before = Cpu.now();
    long start = System.nanoTime();
    long[] latencies = latencies(act, clients, start + time.toNanos());
    double seconds = (System.nanoTime() - start) / 1e9;
    Cpu cpu = Cpu.now().since(before, latencies.length);
    Arrays.sort(latencies);
    return new Round(
        latencies.length / seconds, cpu, percentile(latencies, 50), percentile(latencies, 99));
  }

  private static long[] latencies(Peer.Act act, int count, long end) throws InterruptedException {
    List<Future<long[]>> clients = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        clients.add(threads.submit(() -> act(act, end)));
      }
    }
    LongStream all = LongStream.empty();
    for (Future<long[]> client : clients) {
      try {
        all = LongStream.concat(all, Arrays.stream(client.get()));
      } catch (ExecutionException failed) {
        throw new IllegalStateException("a client failed", failed.getCause());
      }
    }
    return all.toArray();
  }

  private static long[] act(Peer.Act act, long end) throws Exception {
    long[] latencies = new long[256];
    int count = 0;
    for (long now = System.nanoTime(); now < end; count++) {
      act.once();
      long then = System.nanoTime();
      if (count == latencies.length) {
        latencies = Arrays.copyOf(latencies, count * 2);
      }
      latencies[count] = then - now;
      now = then;
    }
    return Arrays.copyOf(latencies, count);
  }

  static double percentile(long[] sorted, int percent) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int at = (int) Math.ceil(sorted.length * percent / 100.0) - 1;
    return sorted[at] / 1e6;
  }
}
