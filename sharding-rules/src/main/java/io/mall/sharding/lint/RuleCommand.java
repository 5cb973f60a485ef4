package io.mall.sharding.lint;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shardctl rule}: the page of one lint rule, or the list of all. */
@Command(
    name = "rule",
    description = "Explains a lint rule; without a code it lists them all.",
    mixinStandardHelpOptions = true)
public final class RuleCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "CODE", description = "A code such as SC052.")
  private @Nullable String code;

  @Option(names = "--json", description = "Prints the rule or the rules as JSON.")
  private boolean json;

  /** For picocli. */
  public RuleCommand() {}

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    PrintWriter out = command.commandLine().getOut();
    List<Code> chosen = List.of(Code.values());
    if (code != null) {
      String wanted = code.toUpperCase(Locale.ROOT);
      Optional<Code> found =
          Arrays.stream(Code.values()).filter(each -> each.name().equals(wanted)).findFirst();
      chosen =
          List.of(
              found.orElseThrow(
                  () ->
                      new ParameterException(
                          command.commandLine(),
                          "There is no rule %s; 'shardctl rule' lists them all.".formatted(code))));
    }
    if (json) {
      out.print(Output.rules(chosen));
    } else if (code != null) {
      out.println(Page.of(chosen.getFirst()).markdown().stripTrailing());
    } else {
      chosen.forEach(
          each ->
              out.printf(
                  "%s  %-7s  %s%n",
                  each, each.severity().name().toLowerCase(Locale.ROOT), Page.of(each).title()));
    }
    out.flush();
    return 0;
  }
}
