package io.mall.app.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * CPU time in microseconds.
 *
 * @param client of this process, which is both the shop and those who use it
 * @param coordinator of the Seata server
 * @param databases of both database servers and their replicas, and of Redis
 */
public record Cpu(double client, double coordinator, double databases) {

  public double total() {
    return client + coordinator + databases;
  }

  /** What has been used so far by this process and by all that it has started. */
  static Cpu now() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double[] servers = new double[2];
    ProcessHandle.current()
        .descendants()
        .forEach(each -> servers[isJava(each) ? 0 : 1] += micros(each.info()));
    return new Cpu(system.getProcessCpuTime() / 1e3, servers[0], servers[1]);
  }

  /** What was used since then, for each of some operations. */
  Cpu since(Cpu before, long operations) {
    long divisor = Math.max(1, operations);
    return new Cpu(
        (client - before.client) / divisor,
        (coordinator - before.coordinator) / divisor,
        (databases - before.databases) / divisor);
  }

  private static boolean isJava(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("/java")).isPresent();
  }

  private static double micros(ProcessHandle.Info process) {
    return process.totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e3;
  }
}
