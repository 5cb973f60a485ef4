package io.mall.app.support;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The programs that {@code ops/bin/fetch-tools} brings. */
public final class Tools {

  private Tools() {}

  /** The program, if it was brought. */
  public static Optional<Path> find(String name) {
    Path program =
        Path.of(System.getProperty("mall.home", ".."), ".mall", "tools", "bin", name)
            .toAbsolutePath();
    return Files.isExecutable(program) ? Optional.of(program) : Optional.empty();
  }

  /** The program; whoever runs the benchmark is told how to get it. */
  public static Path require(String name) {
    return find(name)
        .orElseThrow(
            () -> new IllegalStateException("no " + name + " here: run ops/bin/fetch-tools first"));
  }
}
