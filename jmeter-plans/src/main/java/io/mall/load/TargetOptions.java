package io.mall.load;

import io.mall.load.shop.LocalShop;
import io.mall.load.shop.Target;
import io.mall.local.Engine;
import io.mall.local.Progress;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which shop. */
final class TargetOptions {
  @Option(
      names = "--target",
      paramLabel = "URL",
      description = "A shop that runs already, with the demo shop's accounts.")
  private @Nullable String target;

  @Option(
      names = "--management",
      paramLabel = "URL",
      description = "Where that shop's metrics are (default: 1000 ports above).")
  private @Nullable String management;

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      description = "Of the local cluster: embedded or mysql (default: ${DEFAULT-VALUE}).",
      defaultValue = "embedded")
  private Engine engine = Engine.EMBEDDED;

  /** Finds the shop, or starts one; closing ends what was started. */
  Site open(Path root, PrintStream console) {
    String url = target;
    if (url != null) {
      Target there = Target.of(url);
      return Site.at(management == null ? there : there.withManagement(management));
    }
    LocalShop shop = LocalShop.start(root, engine, Progress.to(console));
    try {
      return Site.own(shop, shop.serve(LocalShop.builtJar(root)));
    } catch (RuntimeException e) {
      shop.close();
      throw e;
    }
  }
}
