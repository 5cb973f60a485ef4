package io.mall.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A member that is a child process of ours. */
abstract class Server implements Member {
  private static final int LOG_LINES = 15;

  private final String name;
  private final int port;
  private final DataFolder data;
  private @Nullable ChildProcess process;

  Server(String name, int port, DataFolder data) {
    this.name = name;
    this.port = port;
    this.data = data;
  }

  /** Makes the files that the first start needs. */
  abstract void prepare() throws IOException;

  abstract ChildProcess.Command command() throws IOException;

  /** Whether it serves: asked again and again while it starts. */
  abstract boolean serves();

  Duration startBound() {
    return Duration.ofSeconds(60);
  }

  final Path folder() {
    return data.path(name);
  }

  final Path log() {
    return data.log(name);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final int port() {
    return port;
  }

  @Override
  public final synchronized long pid() {
    return process().pid();
  }

  @Override
  public final synchronized boolean running() {
    return process != null && process.alive();
  }

  /** What is to do as soon as it serves. */
  void started() {}

  @Override
  public final void start() {
    if (!running()) {
      startProcess();
      started();
    }
  }

  private synchronized void startProcess() {
    try {
      Files.createDirectories(folder());
      prepare();
      process = ChildProcess.start(command(), folder(), log());
    } catch (IOException e) {
      throw new LocalClusterException(name + " could not be started: " + e.getMessage(), e);
    }
    ChildProcess started = process();
    data.remember(name, started);
    boolean ready = Await.until(startBound(), () -> !started.alive() || serves());
    if (!started.alive()) {
      throw new LocalClusterException(
          name + " ended with status " + started.exitStatus() + " while it started:\n" + lastLog());
    }
    if (!ready) {
      throw new LocalClusterException(
          name + " did not serve within " + startBound().toSeconds() + " s:\n" + lastLog());
    }
  }

  @Override
  public final synchronized void stop() {
    if (process != null) {
      process.stop();
    }
  }

  /** Asks it to end without waiting for it. */
  final synchronized void askToEnd() {
    if (process != null) {
      process.askToEnd();
    }
  }

  @Override
  public final synchronized void pause() {
    process().signal("STOP");
  }

  @Override
  public final synchronized void resume() {
    process().signal("CONT");
  }

  @Override
  public final synchronized void kill() {
    process().kill();
  }

  /** As kill, but nothing to do when it never ran. */
  final synchronized void killIfRunning() {
    if (process != null) {
      process.kill();
    }
  }

  private ChildProcess process() {
    if (process == null) {
      throw new LocalClusterException(name + " was never started.");
    }
    return process;
  }

  private String lastLog() {
    try {
      List<String> lines = Files.readString(log(), StandardCharsets.ISO_8859_1).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
