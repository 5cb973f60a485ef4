package io.mall.app.support;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Many clients who begin at the same moment. */
public final class Crowd {

  /** What one client does in one of its rounds; both count from 0. */
  @FunctionalInterface
  public interface Client<T> {
    T act(int client, int round) throws Exception;
  }

  private static final long PATIENCE_SECONDS = 60;

  private final int clients;

  private Crowd(int clients) {
    this.clients = clients;
  }

  public static Crowd of(int clients) {
    return new Crowd(clients);
  }

  /** Lets each client act so many times, one after the other; returns what all of them got. */
  public <T> List<T> act(int rounds, Client<T> client) {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<T>>> running = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        int number = i;
        Callable<List<T>> life =
            () -> {
              start.await();
              List<T> got = new ArrayList<>();
              for (int round = 0; round < rounds; round++) {
                got.add(client.act(number, round));
              }
              return got;
            };
        running.add(threads.submit(life));
      }
      start.countDown();
      List<T> all = new ArrayList<>();
      for (Future<List<T>> each : running) {
        all.addAll(result(each));
      }
      return all;
    }
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("a client failed", e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("a client is stuck", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
