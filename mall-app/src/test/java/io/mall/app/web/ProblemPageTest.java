package io.mall.app.web;

import static io.mall.app.support.Problems.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@MallTest
class ProblemPageTest {

  private static final Path CODES =
      Path.of(
          System.getProperty("mall.home", ".."), "mall-app/src/main/resources/problem-codes.txt");

  private final Mall mall;

  ProblemPageTest(Mall mall) {
    this.mall = mall;
  }

  @Test
  void theTypeOfARefusalLeadsToAPageThatSaysWhatToDo() {
    Response refusal = mall.anonymous().get("/api/cart");
    Response page = mall.anonymous().get(refusal.<String>path("type"));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.contentType()).startsWith("text/html");
    assertThat(page.asString())
        .contains("<h1>" + refusal.path("title") + "</h1>")
        .contains("Status 401")
        .contains(refusal.<String>path("code"))
        .contains("Log in");
  }

  @Test
  void everyCodeHasOneAndNothingElse() throws IOException {
    for (String line : Files.readAllLines(CODES)) {
      String[] words = line.split(" ", 2);
      String page = mall.anonymous().get("/problems/" + words[0]).asString();
      assertThat(page).contains(words[0]).contains("Status " + words[1]);
    }
    mall.anonymous().get("/problems/order/<b>").then().spec(refused(404, "request/unknown-path"));
  }
}
