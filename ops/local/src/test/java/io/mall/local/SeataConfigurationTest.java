package io.mall.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operators' folder agrees with what starts the coordinator and with its own README. */
class SeataConfigurationTest {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(SEATA_\\w+)(:?)");

  @TempDir private Path folder = Path.of("");

  @Test
  void everyPlaceholderWithoutADefaultIsGivenByTheCluster() throws IOException {
    assertThat(given()).containsAll(placeholders(false));
  }

  @Test
  void nothingIsGivenThatTheFileDoesNotKnow() throws IOException {
    assertThat(placeholders(true)).containsAll(given());
  }

  @Test
  void everyPlaceholderIsInTheReadme() throws IOException {
    String readme = Files.readString(Home.find().root().resolve("seata-config/README.md"));
    assertThat(placeholders(true)).allMatch(name -> readme.contains("`" + name + "`"));
  }

  private Set<String> given() {
    try (DataFolder data = DataFolder.open(Home.find(), folder.resolve("data"))) {
      Settings settings = new Settings(folder.resolve("cluster.properties"));
      return new Seata("seata", data, settings, Home.find()).command().environment().keySet();
    }
  }

  private static Set<String> placeholders(boolean withDefault) throws IOException {
    String text = Files.readString(Home.find().seataConfiguration().resolve("application.yml"));
    Set<String> names = new TreeSet<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      if (withDefault || matcher.group(2).isEmpty()) {
        names.add(matcher.group(1));
      }
    }
    return names;
  }
}
