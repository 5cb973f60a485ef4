package io.mall.sharding.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The option {@code --against}: whether the servers are asked, and where they are. */
public final class Against {

  private static final Pattern ADDRESS = Pattern.compile("[\\w-]+=jdbc:.+");

  @Option(
      names = "--against",
      arity = "0..*",
      paramLabel = "NAME=URL",
      parameterConsumer = Addresses.class,
      description = {
        "Asks the servers: at the addresses of the rules, with placeholders from the environment,",
        "or at the address given for a data source (ds_0_primary=jdbc:mysql://host:3306/shop)."
      })
  private @Nullable List<String> addresses;

  private final Function<String, @Nullable String> environment;

  /** Placeholders have their values from there. */
  public Against(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  /** Whether the servers are to be asked. */
  public boolean given() {
    return addresses != null;
  }

  /** Connects. */
  public Live connect(List<Source> sources) {
    Map<String, String> at = new LinkedHashMap<>();
    for (String each : addresses == null ? List.<String>of() : addresses) {
      int equals = each.indexOf('=');
      at.put(each.substring(0, equals), each.substring(equals + 1));
    }
    List<Source> moved =
        sources.stream()
            .map(each -> at.containsKey(each.name()) ? each.at(at.get(each.name())) : each)
            .toList();
    return Live.connect(moved, environment);
  }

  /** Takes what looks like an address and leaves the rest: files may follow. */
  static final class Addresses implements IParameterConsumer {
    @Override
    @SuppressWarnings("JdkObsolete") // picocli's own signature
    public void consumeParameters(Stack<String> args, ArgSpec option, CommandSpec command) {
      List<String> given = option.getValue();
      List<String> taken = new ArrayList<>(given == null ? List.of() : given);
      while (!args.isEmpty() && ADDRESS.matcher(args.peek()).matches()) {
        taken.add(args.pop());
      }
      option.setValue(taken);
    }
  }
}
