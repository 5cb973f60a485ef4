package io.mall.load;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;

/** The command line of the load tests. */
public final class Main {
  /** Exit code of what could not run. */
  static final int COULD_NOT_RUN = 3;

  private Main() {}

  public static void main(String[] arguments) {
    int code;
    try {
      code = commands().execute(arguments);
    } catch (OutOfMemoryError e) {
      System.err.println("The run has more samples than fit into memory: make it shorter. " + e);
      code = COULD_NOT_RUN;
    }
    System.exit(code);
  }

  /** The commands, and what becomes of their failures. */
  static CommandLine commands() {
    return new CommandLine(new RunCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (failure, line, result) -> {
              if (failure instanceof LoadException) {
                line.getErr().println(failure.getMessage());
              } else if (failure instanceof IOException) {
                line.getErr().println("Cannot read or write: " + failure);
              } else {
                failure.printStackTrace(line.getErr());
              }
              return COULD_NOT_RUN;
            });
  }

  /** The repository, as the script that started this says. */
  static Path root() {
    String home = System.getProperty("mall.home");
    if (home == null) {
      throw new LoadException("Start this by jmeter-plans/run.");
    }
    return Path.of(home).toAbsolutePath().normalize();
  }
}
