package io.mall.load;

import io.mall.load.jmeter.JMeter;
import io.mall.load.plan.Plans;
import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A plan in JMeter's own window. */
@Command(
    name = "edit",
    mixinStandardHelpOptions = true,
    description = "Opens a plan in JMeter's window; what it reads there is written by data.")
final class EditCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PLAN", description = "Which one.")
  private String plan = "";

  @Override
  public Integer call() {
    Path root = Main.root();
    Path file = Plans.of(root).plan(plan).file();
    if (GraphicsEnvironment.isHeadless()) {
      throw new LoadException(
          "JMeter's window needs a display: set DISPLAY, or open "
              + file
              + " on a machine with one.");
    }
    JMeter.find(root, "1g").edit(file);
    return 0;
  }
}
