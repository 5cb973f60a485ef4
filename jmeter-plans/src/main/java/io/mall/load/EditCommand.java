package io.mall.load;

import io.mall.load.jmeter.JMeter;
import io.mall.load.plan.Plans;
import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A plan in JMeter's own window. */
@Command(
    name = "edit",
    mixinStandardHelpOptions = true,
    description = "Opens a plan in JMeter's window; what it reads there is written by data.")
final class EditCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PLAN", description = "Which one.")
  private String plan = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Path root = Main.root();
    Path file = LoadOptions.plan(Plans.of(root), plan, spec).file();
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
