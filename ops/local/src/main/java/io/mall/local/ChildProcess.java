package io.mall.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A process that cannot outlive this one.
 *
 * <p>Between the two stands a guardian, a few lines of shell in a session of its own (so that
 * Ctrl-C in the terminal reaches this JVM only, which then ends its children in order). The
 * guardian reads a pipe that only this JVM holds; when the pipe ends, it ends the child.
 */
public final class ChildProcess {
  /** What to run, and how long it may take to end in peace. */
  public record Command(
      String name, List<String> arguments, Map<String, String> environment, Duration patience) {
    public Command(String name, List<String> arguments, Duration patience) {
      this(name, arguments, Map.of(), patience);
    }
  }

  private final Command command;
  private final Process guardian;
  private final ProcessHandle child;

  private ChildProcess(Command command, Process guardian, ProcessHandle child) {
    this.command = command;
    this.guardian = guardian;
    this.child = child;
  }

  /**
   * Starts it.
   *
   * @param folder it works in, where the guardian's text is put too
   * @param log what it writes is appended to
   */
  public static ChildProcess start(Command command, Path folder, Path log) {
    try {
      List<String> line = new ArrayList<>(ownSession());
      String patience = Long.toString(Math.max(1, command.patience().toSeconds()));
      line.addAll(List.of("sh", guardian(folder).toString(), patience, log.toString()));
      line.addAll(command.arguments());
      ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
      builder.environment().putAll(command.environment());
      builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
      Process guardian = builder.start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(guardian.getInputStream(), StandardCharsets.UTF_8));
      String pid = out.readLine();
      if (pid == null) {
        throw new LocalClusterException(command.name() + " could not be started: see " + log);
      }
      ProcessHandle child =
          ProcessHandle.of(Long.parseLong(pid))
              .orElseThrow(
                  () -> new LocalClusterException(command.name() + " ended at once: see " + log));
      return new ChildProcess(command, guardian, child);
    } catch (IOException e) {
      throw new LocalClusterException(
          command.name() + " could not be started: " + e.getMessage(), e);
    }
  }

  long pid() {
    return child.pid();
  }

  public ProcessHandle handle() {
    return child;
  }

  /** Whether the guardian still has a child; a zombie counts as gone. */
  public boolean alive() {
    return guardian.isAlive();
  }

  /** The exit status of a child that has ended. */
  public int exitStatus() {
    return guardian.exitValue();
  }

  /** Asks it to end, and kills it when it does not within its patience. */
  void stop() {
    askToEnd();
    awaitEnd();
  }

  /** SIGTERM, also when it is paused. */
  void askToEnd() {
    if (alive()) {
      child.destroy();
      signal("CONT");
    }
  }

  /** Waits for the end that was asked for, and kills when patience is over. */
  void awaitEnd() {
    if (!ended(command.patience())) {
      kill();
    }
  }

  /** SIGKILL; returns when it is gone. */
  public void kill() {
    if (alive()) {
      child.destroyForcibly();
      if (!ended(Duration.ofSeconds(10))) {
        throw new LocalClusterException(command.name() + " (pid " + pid() + ") cannot be killed.");
      }
    }
  }

  void signal(String name) {
    if (!alive()) {
      throw new LocalClusterException(command.name() + " is not running.");
    }
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
      if (kill.waitFor() != 0 && alive()) {
        throw new LocalClusterException("Signal " + name + " did not reach " + command.name());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalClusterException("Interrupted while signalling.", e);
    }
  }

  /** Waits for its end, so long at most. */
  public boolean ended(Duration bound) {
    try {
      return guardian.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalClusterException("Interrupted while waiting for an end.", e);
    }
  }

  /** A session of its own keeps the terminal's Ctrl-C away. */
  private static List<String> ownSession() {
    for (String folder : System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, "setsid"))) {
        return List.of("setsid");
      }
    }
    return List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV or exit 127");
  }

  /** The guardian's text as a file, so that a list of processes stays readable. */
  private static Path guardian(Path folder) throws IOException {
    Path file = folder.resolve("guardian.sh");
    if (!Files.exists(file)) {
      Path mine = Files.createTempFile(folder, "guardian", ".part");
      try (InputStream in = ChildProcess.class.getResourceAsStream("guardian.sh")) {
        Objects.requireNonNull(in, "guardian.sh is missing from the class path");
        Files.copy(in, mine, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(mine, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }
}
