package io.mall.sharding.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mall.sharding.terminal.Paint;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** Findings as people, programs and code reviews want them. */
final class Output {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Output() {}

  static String text(List<Finding> findings, int files, int fixed, Paint paint) {
    StringBuilder text = new StringBuilder();
    for (Finding each : findings) {
      text.append(
          """
          %s: %s %s: %s
              why: %s
              fix: %s%s
          """
              .formatted(
                  each.at(),
                  painted(each.severity(), paint),
                  each.code(),
                  each.what(),
                  each.why().replaceAll("\\s+", " "),
                  each.fix(),
                  each.edit() == null ? "" : " (--fix does it)"));
    }
    long errors = count(findings, Severity.ERROR);
    long warnings = count(findings, Severity.WARNING);
    String done = fixed > 0 ? ", " + counted(fixed, "fix", "fixes") + " applied" : "";
    return text.append(
            "%s, %s in %s%s%n"
                .formatted(
                    counted(errors, "error", "errors"),
                    counted(warnings, "warning", "warnings"),
                    counted(files, "file", "files"),
                    done))
        .toString();
  }

  private static String painted(Severity severity, Paint paint) {
    return switch (severity) {
      case ERROR -> paint.red(lower(severity));
      case WARNING -> paint.yellow(lower(severity));
      case INFO -> lower(severity);
    };
  }

  private static String counted(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  private static long count(List<Finding> findings, Severity severity) {
    return findings.stream().filter(each -> each.severity() == severity).count();
  }

  private static String lower(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  static String json(List<Finding> findings) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode list = root.putArray("findings");
    for (Finding each : findings) {
      list.addObject()
          .put("code", each.code().name())
          .put("severity", lower(each.severity()))
          .put("file", each.at().file())
          .put("line", each.at().line())
          .put("column", each.at().column())
          .put("what", each.what())
          .put("why", each.why().replaceAll("\\s+", " "))
          .put("fix", each.fix())
          .put("fixable", each.edit() != null);
    }
    root.put("errors", count(findings, Severity.ERROR));
    root.put("warnings", count(findings, Severity.WARNING));
    return write(root);
  }

  static String rules(List<Code> codes) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Code each : codes) {
      Page page = Page.of(each);
      list.addObject()
          .put("code", each.name())
          .put("severity", lower(each.severity()))
          .put("title", page.title())
          .put("page", page.markdown());
    }
    return write(list);
  }

  /** SARIF 2.1.0, as code hosts read it. */
  static String sarif(List<Finding> findings) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json").put("version", "2.1.0");
    ObjectNode run = root.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "shardctl lint");
    ArrayNode rules = driver.putArray("rules");
    for (Code each : Code.values()) {
      Page page = Page.of(each);
      ObjectNode rule = rules.addObject().put("id", each.name());
      rule.putObject("shortDescription").put("text", page.title());
      rule.putObject("fullDescription").put("text", page.why());
      rule.putObject("help").put("text", page.markdown()).put("markdown", page.markdown());
      rule.putObject("defaultConfiguration").put("level", level(each.severity()));
    }
    ArrayNode results = run.putArray("results");
    for (Finding each : findings) {
      ObjectNode result =
          results
              .addObject()
              .put("ruleId", each.code().name())
              .put("level", level(each.severity()));
      result.putObject("message").put("text", each.what() + " " + each.fix());
      ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
      place.putObject("artifactLocation").put("uri", each.at().file().replace('\\', '/'));
      place
          .putObject("region")
          .put("startLine", each.at().line())
          .put("startColumn", each.at().column());
    }
    return write(root);
  }

  private static String level(Severity severity) {
    return severity == Severity.INFO ? "note" : lower(severity);
  }

  private static String write(Object value) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value)
          + System.lineSeparator();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
