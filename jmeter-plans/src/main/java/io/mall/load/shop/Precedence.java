package io.mall.load.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Lets the shop and its servers give way to the generator when they share its cores, as if it ran
 * on a machine of its own: its clients act as soon as they have their answer.
 *
 * <p>Processes of one session share what the kernel gives to the session (autogroup of {@code
 * sched(7)}), so each session's own value is set; where there are no autogroups, the processes'
 * nice values count.
 */
final class Precedence {
  private static final String NICE = "10";
  private static final int ATTEMPTS = 50;
  private static final Duration BETWEEN = Duration.ofMillis(20);

  private Precedence() {}

  /**
   * Where the system does not let us, nothing happens: the generator then waits for its turn, and
   * its slip says so.
   *
   * @param session the first process of a session, as the children of this one are
   */
  static void giveWay(ProcessHandle session) {
    try {
      String pid = Long.toString(session.pid());
      // It is the first of its process group too. With -n the value would be added, on some
      // systems.
      new ProcessBuilder("renice", NICE, "-g", pid)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
      Path group = Path.of("/proc", pid, "autogroup");
      for (int i = 0; i < ATTEMPTS && Files.isWritable(group) && !written(group); i++) {
        Thread.sleep(BETWEEN);
      }
    } catch (IOException e) {
      // There is no renice.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The kernel takes one in 100 ms from those who have no privileges. */
  private static boolean written(Path group) {
    try {
      Files.writeString(group, NICE);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
