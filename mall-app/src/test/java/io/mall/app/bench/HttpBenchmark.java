package io.mall.app.bench;

import io.mall.app.support.Tools;
import io.mall.local.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The same shop behind Tomcat and Jetty, with virtual and with platform threads. */
final class HttpBenchmark implements Benchmark {

  private static final int CONNECTIONS = 64;
  private static final String TOMCAT = "org.springframework.boot.tomcat.autoconfigure.";
  private static final String NO_TOMCAT =
      "--spring.autoconfigure.exclude="
          + TOMCAT
          + "servlet.TomcatServletWebServerAutoConfiguration,"
          + TOMCAT
          + "actuate.web.server.TomcatServletManagementContextAutoConfiguration,"
          + TOMCAT
          + "metrics.TomcatMetricsAutoConfiguration";

  /** A server and its threads; the first is how the shop comes. */
  private enum Server {
    TOMCAT_VIRTUAL("tomcat, virtual", false, true),
    TOMCAT_PLATFORM("tomcat, platform", false, false),
    JETTY_VIRTUAL("jetty, virtual", true, true),
    JETTY_PLATFORM("jetty, platform", true, false);

    private final String title;
    private final boolean jetty;
    private final boolean virtual;

    Server(String title, boolean jetty, boolean virtual) {
      this.title = title;
      this.jetty = jetty;
      this.virtual = virtual;
    }

    private Member start(Deployment deployment, int number) {
      String threads = "--spring.threads.virtual.enabled=" + virtual;
      // wrk does not speak it, and Jetty would want a further library for it.
      String http1 = "--server.http2.enabled=false";
      return jetty
          ? deployment.startWith(
              number, System.getProperty("bench.jetty"), threads, http1, NO_TOMCAT)
          : deployment.start(number, threads, http1);
    }
  }

  @Override
  public String title() {
    return "the shop behind Tomcat and Jetty, at 64 connections";
  }

  @Override
  public Map<String, String> settings() {
    return Deployment.IDLE;
  }

  @Override
  public Verdict run(Site site, Contest contest) throws Exception {
    Deployment deployment = Deployment.of(site, "http", 2);
    List<Integer> ports =
        IntStream.range(0, Server.values().length)
            .mapToObj(i -> Server.values()[i].start(deployment, i + 1).port())
            .toList();
    String token = new OrderLoad(ports.subList(0, 1), 1).authorization();
    Wrk wrk = new Wrk(Tools.require("wrk"), site.folder());
    List<Result> results = new ArrayList<>();
    // Ready answers are sent by a valve, which is Tomcat's.
    results.addAll(contest.between(peers(wrk, ports.subList(0, 2), "ready", "/api/products/42")));
    // With a query it is made by Spring, from what is in memory.
    results.addAll(contest.between(peers(wrk, ports, "made", "/api/products/42?by=spring")));
    results.addAll(contest.between(peers(wrk, ports, "database", "/api/cart", token)));
    return Verdict.of(
        results.get(2),
        results.get(4),
        results,
        List.of(
            "ratio: Tomcat to Jetty, virtual threads, a product that Spring makes from memory.",
            "ready: sent before Spring, by Tomcat only; database: a cart, from a replica.",
            "Each shop is a process of its own; CPU is that of shops and databases, not of wrk."));
  }

  private static List<Peer> peers(
      Wrk wrk, List<Integer> ports, String what, String path, String... headers) {
    return IntStream.range(0, ports.size())
        .mapToObj(
            i ->
                wrk.peer(
                    what + ": " + Server.values()[i].title,
                    CONNECTIONS,
                    "http://127.0.0.1:" + ports.get(i) + path,
                    headers))
        .toList();
  }
}
