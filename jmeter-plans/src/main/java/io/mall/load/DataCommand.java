package io.mall.load;

import io.mall.load.plan.Plans;
import io.mall.load.shop.DataFiles;
import io.mall.load.shop.Target;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The data files for JMeter's own window. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "Writes the files that the plans read to jmeter-plans/data, for JMeter's window.")
final class DataCommand implements Callable<Integer> {
  @Option(
      names = "--target",
      paramLabel = "URL",
      description = "The shop (default: ${DEFAULT-VALUE}).",
      defaultValue = "http://localhost:8080")
  private String target = "";

  @Override
  public Integer call() {
    Path root = Main.root();
    Path folder = root.resolve("jmeter-plans/data");
    try (Site site = Site.at(Target.of(target))) {
      Plans plans = Plans.of(root);
      new DataFiles(site.api(), folder)
          .write(plans.names().stream().map(each -> plans.plan(each).file()).toList());
    }
    System.out.println("written to " + folder);
    return 0;
  }
}
