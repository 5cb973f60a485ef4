package io.mall.sharding.lint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The page of a rule: Markdown with a title and the sections What, Why, Bad, Good and Fix. */
public record Page(Code code, String markdown) {

  /** Reads the page from the class path. */
  public static Page of(Code code) {
    try (InputStream in = Page.class.getResourceAsStream("pages/" + code + ".md")) {
      if (in == null) {
        throw new IllegalStateException("There is no page for " + code);
      }
      return new Page(code, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The title without the code. */
  public String title() {
    return markdown.lines().findFirst().orElse("").replaceFirst("^# SC\\d+ ", "");
  }

  /** Why it matters, in one paragraph. */
  public String why() {
    return section("Why");
  }

  /** The text of a section, its lines joined. */
  String section(String name) {
    int start = markdown.indexOf("\n## " + name + "\n");
    if (start < 0) {
      return "";
    }
    int from = markdown.indexOf('\n', start + 1) + 1;
    int end = markdown.indexOf("\n## ", from);
    return markdown.substring(from, end < 0 ? markdown.length() : end).strip();
  }
}
