package io.mall.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

class HelpTest {

  private static List<CommandSpec> all(CommandSpec command) {
    List<CommandSpec> all = new ArrayList<>(List.of(command));
    command.subcommands().values().forEach(each -> all.addAll(all(each.getCommandSpec())));
    return all;
  }

  /** The parser formats each text, and warns above the help when it cannot: a lone per cent. */
  @Test
  void everyDescriptionOfACommandIsAFormat() {
    List<String> texts = new ArrayList<>();
    for (CommandSpec command : all(Main.commands().getCommandSpec())) {
      texts.addAll(Arrays.asList(command.usageMessage().description()));
    }
    assertThat(texts).hasSizeGreaterThan(5);
    for (String text : texts) {
      assertThatCode(() -> String.format(text)).as(text).doesNotThrowAnyException();
    }
  }
}
