package io.mall.sharding.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the script tells the JVM, found out where the jar is started without it. */
final class Surroundings {

  private static final String HOME = "mall.home";

  private Surroundings() {}

  static void prepare() {
    // Numbers look the same on every machine.
    Locale.setDefault(Locale.ROOT);
    // Whatever logs is of no interest here; without a provider SLF4J says so on standard error.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    // The other console of the JDK takes a tenth of a second to load.
    System.setProperty("jdk.console", "java.base");
    if (System.getProperty(HOME) == null) {
      Path home = home();
      System.setProperty(HOME, home == null ? "." : home.toString());
    }
  }

  /** The project around the jar, if it stands in one. */
  private static @Nullable Path home() {
    try {
      Path jar =
          Path.of(Surroundings.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (Path each = jar.getParent(); each != null; each = each.getParent()) {
        if (Files.exists(each.resolve("sharding-rules/rules.yaml"))) {
          return each;
        }
      }
      return null;
    } catch (URISyntaxException | SecurityException e) {
      return null;
    }
  }
}
