package io.mall.load;

import io.mall.load.shop.LocalShop;
import io.mall.load.shop.Target;
import io.mall.local.Engine;
import io.mall.local.Progress;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

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

  /** Where a shop runs already; what is no address is wrong usage. */
  Optional<Target> target(CommandSpec spec) {
    String url = target;
    if (url == null) {
      return Optional.empty();
    }
    Target there = at(url, spec);
    String metrics = management;
    return Optional.of(
        metrics == null ? there : new Target(there.base(), at(metrics, spec).base()));
  }

  /** A shop at this address; what is no address is wrong usage. */
  static Target at(String url, CommandSpec spec) {
    try {
      return Target.of(url);
    } catch (LoadException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** Finds the shop there, or starts one; closing ends what was started. */
  Site open(Optional<Target> there, Path root, PrintStream console) {
    if (there.isPresent()) {
      return Site.at(there.get());
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
