package io.mall.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A member that is a child process of ours. */
abstract class Server implements Member {
  private final String name;
  private final int port;
  final DataFolder data;
  private @Nullable ChildProcess process;
  private boolean retired;

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

  /** What it answers instead of serving, for a person to read. */
  String answer() {
    return "";
  }

  /** What is to do as soon as it serves. */
  void started() {}

  Duration startBound() {
    return Duration.ofSeconds(60);
  }

  final Path folder() {
    return data.path(name);
  }

  final Log log() {
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
  public final long pid() {
    return process().pid();
  }

  @Override
  public final synchronized boolean running() {
    return process != null && process.alive();
  }

  /** How a process that has ended did so. */
  final int exitStatus() {
    return process().exitStatus();
  }

  @Override
  public final void start() {
    if (!running()) {
      awaitServing(launch());
      started();
    }
  }

  private synchronized ChildProcess launch() {
    if (retired) {
      throw new LocalClusterException("The cluster is being closed.");
    }
    try {
      Files.createDirectories(folder());
      prepare();
      ChildProcess launched = ChildProcess.start(command(), data.root(), log().file());
      process = launched;
      data.remember(name, launched);
      return launched;
    } catch (IOException e) {
      throw new LocalClusterException(name + " could not be started: " + e.getMessage(), e);
    }
  }

  private void awaitServing(ChildProcess launched) {
    boolean ready = Await.until(startBound(), () -> !launched.alive() || serves());
    if (!launched.alive()) {
      throw new LocalClusterException(
          name
              + " ended with status "
              + launched.exitStatus()
              + " while it started:\n"
              + log().end());
    }
    if (!ready) {
      throw new LocalClusterException(
          name
              + " did not serve within "
              + startBound().toSeconds()
              + " s: "
              + answer()
              + "\n"
              + log().end());
    }
  }

  @Override
  public final void stop() {
    process().stop();
  }

  @Override
  public final void pause() {
    process().signal("STOP");
  }

  @Override
  public final void resume() {
    process().signal("CONT");
  }

  @Override
  public final void kill() {
    process().kill();
  }

  /** Ends it for good: in an orderly way, or at once when its files do not matter. */
  final void retire(boolean orderly) {
    @Nullable ChildProcess last = lastProcess();
    if (last != null && orderly) {
      last.stop();
    } else if (last != null) {
      last.kill();
    }
  }

  private synchronized @Nullable ChildProcess lastProcess() {
    retired = true;
    return process;
  }

  private synchronized ChildProcess process() {
    if (process == null) {
      throw new LocalClusterException(name + " was never started.");
    }
    return process;
  }
}
