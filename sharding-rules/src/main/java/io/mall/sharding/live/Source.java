package io.mall.sharding.live;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A data source as a rules file gives it, with its placeholders.
 *
 * @param name its name in the file
 * @param group the logic data source it belongs to; its own name without read/write splitting
 * @param primary whether it is written
 */
public record Source(
    String name, String group, boolean primary, String url, String username, String password) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\$\\{(.*?)::(.*?)}");
  private static final Pattern SERVER =
      Pattern.compile("jdbc:\\w+:(?:\\w+:)*//([^/?]+)/?([^?]*).*");

  /** The same with the values of the environment; what has none is added to {@code missing}. */
  Source resolved(Function<String, @Nullable String> environment, Set<String> missing) {
    return new Source(
        name,
        group,
        primary,
        fill(url, environment, missing),
        fill(username, environment, missing),
        fill(password, environment, missing));
  }

  /** The same at another address; the account stays. */
  public Source at(String address) {
    return new Source(name, group, primary, address, username, password);
  }

  private static String fill(
      String text, Function<String, @Nullable String> environment, Set<String> missing) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String value = environment.apply(matcher.group(1));
      if (value == null || value.isEmpty()) {
        value = matcher.group(2);
      }
      if (value.isEmpty()) {
        missing.add(matcher.group(1));
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(filled).toString();
  }

  /** Host and port where the address says them, else the name of the logic data source. */
  public String server() {
    Matcher matcher = SERVER.matcher(url);
    return matcher.matches() && !url.contains("$${") ? matcher.group(1) : group;
  }

  /** The placeholders that have no value in this environment. */
  public Set<String> missing(Function<String, @Nullable String> environment) {
    Set<String> missing = new TreeSet<>();
    resolved(environment, missing);
    return missing;
  }
}
