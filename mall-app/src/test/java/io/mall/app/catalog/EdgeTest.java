package io.mall.app.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.Promptness;
import io.mall.app.support.Tools;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shop behind {@code ops/nginx}: a micro-cache that is told of changes. */
@MallTest
class EdgeTest {

  private static final String SECRET = "a-secret-of-this-test";

  // The pipe ends with this process, however it ends, and nginx with it.
  private static final String GUARD =
      "\"$@\" & child=$!; cat >/dev/null; kill -TERM $child; wait $child";

  private final Goods goods;
  private int port;

  EdgeTest(Mall mall) {
    this.goods = new Goods(mall);
  }

  @Test
  void aChangeIsSeenThroughTheCacheAtOnceAndWhatIsCachedIsServedWhileTheShopIsAway(
      @TempDir Path folder) throws Exception {
    assumeTrue(Tools.find("nginx").isPresent(), "left out: no nginx, run ops/bin/fetch-tools");
    port = freePort();
    Map<String, Object> settings =
        Map.of("mall.edge.addresses", "http://127.0.0.1:" + port, "mall.edge.secret", SECRET);
    Process nginx;
    String path;
    try (Mall shop = Mall.another(settings)) {
      nginx = nginx(folder, shop.port());
      path = "/api/products/" + goods.create("Lamp");
      await().ignoreExceptions().until(() -> get(path).statusCode() == 200);
      assertThat(get(path).header("X-Cache")).isEqualTo("HIT");
      List<Duration> took = new ArrayList<>();
      for (int i = 1; i <= 5; i++) {
        String title = "Lamp " + i;
        String tag = get(path).header("ETag");
        shop.admin().header("If-Match", tag).body(Map.of("title", title)).patch(path);
        took.add(Promptness.until(() -> get(path).path("title").equals(title)));
      }
      Promptness.assertMostWithin(Duration.ofSeconds(2), took);
      String list = "/api/products?category=" + goods.category.text();
      for (int i = 6; i <= 7; i++) {
        String title = "Lamp " + i;
        assertThat(get(list).statusCode()).isEqualTo(200);
        String tag = get(path).header("ETag");
        shop.admin().header("If-Match", tag).body(Map.of("title", title)).patch(path);
        // Nobody asks for it meanwhile, so nobody else makes the cache fetch it anew.
        await().pollDelay(Duration.ofMillis(2_100)).until(() -> true);
        assertThat(get(list).<String>path("items[0].title")).isEqualTo(title);
      }
      assertThat(get(list).header("X-Cache")).isEqualTo("HIT");
      Response known = RestAssured.given().header("If-None-Match", "\"8\"").get(url(path));
      assertThat(known.statusCode()).isEqualTo(304);
      assertThat(RestAssured.given().header("X-Mall-Refresh", "guessed").get(url(path)))
          .satisfies(answer -> assertThat(answer.header("X-Cache")).isNotEqualTo("BYPASS"));
    }
    assertThat(get(path).path("title").toString()).as("the shop is away").isEqualTo("Lamp 7");
    nginx.getOutputStream().close();
    nginx.waitFor();
  }

  private Response get(String path) {
    return RestAssured.given().header("Accept-Encoding", "identity").get(url(path));
  }

  private String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  private Process nginx(Path folder, int shopPort) throws IOException {
    Path given = Path.of(System.getProperty("mall.home", ".."), "ops", "nginx", "nginx.conf");
    String text =
        Files.readString(given)
            .replace("127.0.0.1:8080", "127.0.0.1:" + shopPort)
            .replace("127.0.0.1:8088", "127.0.0.1:" + port)
            .replace("change-me", SECRET);
    // Else its workers become somebody who may not read the folder.
    String user = "root".equals(System.getProperty("user.name")) ? "user root;\n" : "";
    Path mine = Files.writeString(folder.resolve("nginx.conf"), user + "daemon off;\n" + text);
    return new ProcessBuilder(
            "sh",
            "-c",
            GUARD,
            "sh",
            Tools.require("nginx").toString(),
            "-p",
            folder.toString(),
            "-c",
            mine.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("nginx.out").toFile())
        .start();
  }

  /**
   * Not one of those from which the system draws, or a connection may have it before nginx does.
   */
  private static int freePort() throws IOException {
    for (int tries = 0; ; tries++) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (ServerSocket any = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return any.getLocalPort();
      } catch (BindException taken) {
        if (tries == 1_000) {
          throw taken;
        }
      }
    }
  }
}
