package io.mall.load;

import java.nio.file.Path;
import picocli.CommandLine;

/** The command line of the load tests. */
public final class Main {
  /** Exit code of what could not run. */
  static final int COULD_NOT_RUN = 3;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commands().execute(arguments));
  }

  /** The commands, and what becomes of their failures. */
  static CommandLine commands() {
    return new CommandLine(new RunCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (failure, line, result) -> {
              if (failure instanceof LoadException) {
                line.getErr().println(failure.getMessage());
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
