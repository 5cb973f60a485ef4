package io.mall.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Where one cluster keeps its files; one cluster at a time. */
final class DataFolder implements AutoCloseable {
  private static final Duration LEFT_OVER_CHILDREN = Duration.ofSeconds(30);

  /** Held by this JVM: opening a lock file a second time would release the first lock. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final boolean temporary;
  private final FileChannel channel;

  private DataFolder(Path folder, boolean temporary, FileChannel channel) {
    this.folder = folder;
    this.temporary = temporary;
    this.channel = channel;
  }

  /** The folder given, else a temporary one; folders that dead processes left are removed. */
  static DataFolder open(Home home, @Nullable Path given) {
    try {
      if (given != null) {
        Path folder = given.toAbsolutePath().normalize();
        Files.createDirectories(folder);
        return hold(folder, false).orElseThrow(() -> taken(folder));
      }
      Path runs = home.temporaryRuns();
      Files.createDirectories(runs);
      removeLeftOvers(runs);
      Path folder = Files.createTempDirectory(runs, ProcessHandle.current().pid() + "-");
      return hold(folder, true).orElseThrow(() -> taken(folder));
    } catch (IOException e) {
      throw new LocalClusterException("Cannot use the data folder: " + e, e);
    }
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  Path root() {
    return folder;
  }

  Log log(String member) {
    return new Log(folder.resolve("log").resolve(member + ".log"));
  }

  boolean temporary() {
    return temporary;
  }

  /** Remembers a child, so that the next run can wait for one that is still ending. */
  void remember(String member, ChildProcess child) {
    try {
      String start = child.handle().info().startInstant().map(Object::toString).orElse("");
      Files.writeString(path("pids").resolve(member), child.pid() + " " + start);
    } catch (IOException e) {
      throw new LocalClusterException("Cannot write to " + folder + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path("owner"));
      if (temporary) {
        Folders.delete(folder);
      }
      channel.close();
      HELD.remove(folder);
    } catch (IOException e) {
      throw new LocalClusterException("Cannot clear " + folder + ": " + e.getMessage(), e);
    }
  }

  private static Optional<DataFolder> hold(Path folder, boolean temporary) throws IOException {
    if (!HELD.add(folder)) {
      return Optional.empty();
    }
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean held = false;
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        return Optional.empty();
      }
      Files.writeString(folder.resolve("owner"), Long.toString(ProcessHandle.current().pid()));
      awaitChildrenOfDeadOwner(folder);
      Files.createDirectories(folder.resolve("pids"));
      Files.createDirectories(folder.resolve("log"));
      held = true;
      return Optional.of(new DataFolder(folder, temporary, channel));
    } catch (OverlappingFileLockException e) {
      // Held by another class loader of this JVM.
      return Optional.empty();
    } finally {
      if (!held) {
        channel.close();
        HELD.remove(folder);
      }
    }
  }

  private static LocalClusterException taken(Path folder) {
    String owner = "this process";
    try {
      if (!HELD.contains(folder)) {
        owner = "the process " + Files.readString(folder.resolve("owner")).strip();
      }
    } catch (IOException e) {
      owner = "another process";
    }
    return new LocalClusterException(
        "The data folder " + folder + " is in use by the cluster of " + owner + ".");
  }

  private static void awaitChildrenOfDeadOwner(Path folder) throws IOException {
    Path pids = folder.resolve("pids");
    if (!Files.isDirectory(pids)) {
      return;
    }
    try (var files = Files.list(pids)) {
      for (Path file : files.toList()) {
        List<String> words = List.of(Files.readString(file).split(" ", 2));
        Optional<ProcessHandle> left = ProcessHandle.of(Long.parseLong(words.getFirst()));
        boolean same =
            left.flatMap(handle -> handle.info().startInstant())
                .map(start -> start.toString().equals(words.getLast()))
                .orElse(false);
        if (same && !Await.until(LEFT_OVER_CHILDREN, () -> !left.orElseThrow().isAlive())) {
          throw new LocalClusterException(
              file.getFileName()
                  + " of an earlier cluster still runs in "
                  + folder
                  + " (pid "
                  + words.getFirst()
                  + ").");
        }
        Files.delete(file);
      }
    }
  }

  private static void removeLeftOvers(Path runs) throws IOException {
    try (var folders = Files.list(runs)) {
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        String owner = String.valueOf(folder.getFileName()).replaceFirst("-.*", "");
        boolean ownerLives =
            owner.matches("\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(owner))
                    .map(ProcessHandle::isAlive)
                    .orElse(false);
        if (!ownerLives) {
          try {
            hold(folder, true).ifPresent(DataFolder::close);
          } catch (LocalClusterException e) {
            // A child of the dead owner still ends: the next start removes the folder.
          }
        }
      }
    }
  }
}
