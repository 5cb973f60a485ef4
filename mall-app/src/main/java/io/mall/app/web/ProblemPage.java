package io.mall.app.web;

import static java.util.Objects.requireNonNull;

import io.mall.app.problem.Kind;
import io.mall.app.problem.Problem;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Where the {@code type} of a problem leads: a page for whoever opens it. */
@Hidden
@Controller
class ProblemPage {

  /** Every code with its status, a line each; a test holds it against the code. */
  private static final String CATALOGUE = "/problem-codes.txt";

  private final Map<String, Kind> kinds = new TreeMap<>();

  ProblemPage() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                requireNonNull(ProblemPage.class.getResourceAsStream(CATALOGUE)),
                StandardCharsets.UTF_8))) {
      lines
          .lines()
          .map(line -> line.split(" ", 2))
          .forEach(words -> kinds.put(words[0], kindOf(Integer.parseInt(words[1]))));
    }
  }

  @GetMapping("/problems/{module}/{name}")
  void show(@PathVariable String module, @PathVariable String name, HttpServletResponse response)
      throws IOException {
    String code = module + "/" + name;
    Kind kind = kinds.get(code);
    if (kind == null) {
      throw new RequestProblem.UnknownPath().toException();
    }
    response.setContentType("text/html;charset=UTF-8");
    response
        .getWriter()
        .write(
            """
            <!doctype html>
            <html lang="en"><meta charset="utf-8"><title>%1$s</title>
            <h1>%1$s</h1>
            <p>Status %2$d, code <code>%3$s</code>; the answer's <code>detail</code> says more.</p>
            <p>What to do: %4$s</p>
            </html>
            """
                .formatted(Problem.title(code), kind.status(), code, kind.advice()));
  }

  private static Kind kindOf(int status) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.status() == status)
        .findFirst()
        .orElseThrow();
  }
}
