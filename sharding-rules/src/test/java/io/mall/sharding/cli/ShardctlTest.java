package io.mall.sharding.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ShardctlTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void helpIsFineAndNamesTheExitCodes() {
    assertThat(run("--help")).isZero();
    assertThat(out()).contains("Usage: shardctl", "ddl", "drift", "3   could not run");
  }

  @Test
  void noCommandAndUnknownOptionsAreWrongUsage() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("ddl", "--nope")).isEqualTo(2);
    assertThat(run("nope")).isEqualTo(2);
    assertThat(out()).isEmpty();
    assertThat(err()).contains("Missing required subcommand", "Unknown option: '--nope'", "nope");
  }

  @Test
  void whatCannotRunIsOneLineOnStandardError(@TempDir Path folder) {
    String rules = folder.resolve("rules.yaml").toString();

    assertThat(run("drift", "--rules", rules, "--schema", "classpath:sql/schema", "--json"))
        .isEqualTo(3);
    assertThat(out()).isEmpty();
    assertThat(err().strip()).startsWith("shardctl: " + rules + " cannot be used");
  }

  @Test
  void theListOfCommandsSaysWhatEachSaysOfItself() {
    for (Subcommands.Entry each : Subcommands.all(console())) {
      CommandLine whole = new CommandLine(each.command().get());
      assertThat(whole.getCommandName()).isEqualTo(each.name());
      if (!Set.of("help", "generate-completion").contains(each.name())) {
        String[] description = whole.getCommandSpec().usageMessage().description();
        assertThat(description[0]).isEqualTo(each.summary());
        assertThat(whole.getCommandSpec().optionsMap()).as(each.name()).containsKey("--json");
      }
    }
  }

  @Test
  void aShellLearnsTheCommandsAndTheirOptions() {
    assertThat(run("generate-completion")).isZero();
    assertThat(out()).contains("_complete_shardctl", "drift", "--replicas", "--golden");
  }

  @Test
  void aStackTraceIsShownToThoseWhoAskForIt(@TempDir Path folder) {
    String rules = folder.resolve("rules.yaml").toString();

    assertThat(run("drift", "--debug", "--rules", rules)).isEqualTo(3);
    assertThat(err()).contains("RulesException", "\tat io.mall.sharding");
  }

  private Console console() {
    return new Console(_ -> null, stream(out), stream(err));
  }

  private int run(String... args) {
    return Shardctl.run(List.of(args), _ -> null, stream(out), stream(err));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
