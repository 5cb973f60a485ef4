package io.mall.load;

import io.mall.load.Drive.Driven;
import io.mall.load.compare.Round;
import io.mall.load.plan.Load.Course;
import io.mall.load.plan.Plan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Plays single rounds of a plan against a shop and tells each as it ends.
 *
 * @param folder for what JMeter writes
 */
record Player(
    Drive drive, Plan plan, Map<String, String> properties, Path folder, PrintStream console) {
  private static final double MOST_SLIP = 0.05;

  Player {
    properties = Map.copyOf(properties);
  }

  /**
   * A round.
   *
   * @param errors answers that were errors
   * @param slipped whether the generator fell behind
   */
  record Played(Round round, long errors, boolean slipped) {}

  /**
   * Plays one.
   *
   * @param what it is called
   */
  Played play(String what, Peer peer, Course course) throws IOException {
    Driven driven = drive.run(job(peer, course));
    if (driven.measurement().all().count() == 0) {
      throw new LoadException(peer.name() + " answered nothing: see " + folder);
    }
    Played played =
        new Played(
            Round.of(driven.measurement()),
            driven.measurement().all().errors(),
            fellBehind(driven, course));
    tell(what, peer, played);
    return played;
  }

  /** Whether this load leaves pauses: then latency says something. */
  boolean paced(Peer peer, Course course) {
    return job(peer, course).paced();
  }

  /** As a run is judged: late, without a core to spare, or without all of its users. */
  private boolean fellBehind(Driven driven, Course course) {
    return driven.measurement().slip() > MOST_SLIP
        || driven.generator().saturated(Machine.cores())
        || driven.measurement().threads() < plan.users(course);
  }

  private Drive.Job job(Peer peer, Course course) {
    return new Drive.Job(plan, course, peer.target(), peer.data(), properties, folder);
  }

  private void tell(String what, Peer peer, Played played) {
    console.printf(
        Locale.ROOT,
        "  %7s %s  %,9.1f/s  p50 %7.2f ms  p99 %7.2f ms%s%s%n",
        what,
        peer.name(),
        played.round().throughput(),
        played.round().p50(),
        played.round().p99(),
        played.errors() > 0 ? "  errors " + played.errors() : "",
        played.slipped() ? "  the generator fell behind" : "");
  }
}
