package io.mall.local;

import java.util.Arrays;
import picocli.CommandLine;

/** The command line: {@code up} for the servers and the shop, {@code cluster} for the servers. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    String name = arguments.length == 0 ? "" : arguments[0];
    Object command =
        switch (name) {
          case "up" -> new UpCommand();
          case "cluster" -> new ClusterCommand();
          default -> {
            System.err.println("Say up or cluster.");
            System.exit(CommandLine.ExitCode.USAGE);
            throw new AssertionError();
          }
        };
    CommandLine line = new CommandLine(command).setCommandName("ops/bin/" + name);
    line.setExecutionExceptionHandler(
        (failure, at, result) -> {
          if (failure instanceof LocalClusterException) {
            // After Ctrl-C half-started servers end, which is no news.
            if (!shuttingDown()) {
              at.getErr().println(failure.getMessage());
            }
            return CommandLine.ExitCode.SOFTWARE;
          }
          throw failure;
        });
    System.exit(line.execute(Arrays.copyOfRange(arguments, 1, arguments.length)));
  }

  private static boolean shuttingDown() {
    try {
      Thread probe = new Thread(() -> {});
      Runtime.getRuntime().addShutdownHook(probe);
      return !Runtime.getRuntime().removeShutdownHook(probe);
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
