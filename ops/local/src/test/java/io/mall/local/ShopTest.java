package io.mall.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps from servers to a shop, with a stub in the shop's place. */
@Tag("real")
class ShopTest {
  @TempDir private Path folder = Path.of("");
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private ShopJar jar = new ShopJar(Path.of(""), new Home(Path.of("")));

  @BeforeEach
  void pack() throws IOException {
    jar = StubShop.jar(folder, Home.find());
  }

  @Test
  void aNewDataFolderIsMigratedAndSeededAndASecondRunIsNotSeeded() throws IOException {
    try (LocalCluster cluster = redis()) {
      Shop shop = shop(cluster, cluster.environment());
      shop.start(true);
      assertThat(shop.instances()).allMatch(Server::running);
      assertThat(log(cluster, "migrate")).contains("called with [migrate]");
      assertThat(log(cluster, "seed")).contains("called with [seed, --demo]");
    }
    assertThat(Files.readString(folder.resolve("data/log/shop-1.log")))
        .contains("ended in an orderly way");
    Files.delete(folder.resolve("data/log/seed.log"));
    try (LocalCluster cluster = redis()) {
      shop(cluster, cluster.environment()).start(true);
      assertThat(folder.resolve("data/log/seed.log")).doesNotExist();
    }
    assertThat(lines).contains("stopping the shop", "stopping the servers");
  }

  @Test
  void anInstanceThatDoesNotStartFailsWithItsLastLines() {
    try (LocalCluster cluster = redis()) {
      Map<String, String> environment = new HashMap<>(cluster.environment());
      environment.put("STUB_FAILS", "yes");
      assertThatThrownBy(() -> shop(cluster, environment).start(false))
          .hasMessageContaining("shop-1 ended with status 1 while it started")
          .hasMessageContaining("the reason why it does not start");
    }
  }

  @Test
  void noShopStartsOnAClusterThatIsEnding() {
    LocalCluster cluster = redis();
    cluster.close();
    assertThatThrownBy(() -> cluster.beforeEnd(() -> {}))
        .isInstanceOf(LocalClusterException.class)
        .hasMessageContaining("being closed");
  }

  @Test
  void theServersEndEvenWhenEndingTheShopFails() {
    LocalCluster cluster = redis();
    Member server = cluster.member("redis");
    cluster.beforeEnd(
        () -> {
          throw new LocalClusterException("the shop does not end");
        });
    assertThatThrownBy(cluster::close).hasMessageContaining("the shop does not end");
    assertThat(server.running()).isFalse();
    redis().close();
  }

  @Test
  void anInstanceThatEndsIsToldOnce() {
    try (LocalCluster cluster = redis()) {
      Shop shop = shop(cluster, cluster.environment());
      shop.start(false);
      Watch watch = new Watch(cluster, shop.instances(), lines::add);
      watch.look();
      assertThat(watch.allGone()).isFalse();
      shop.instances().getFirst().kill();
      watch.look();
      watch.look();
      assertThat(lines)
          .filteredOn(line -> line.startsWith("shop-1 ended with status 137"))
          .hasSize(1);
      shop.instances().getLast().kill();
      watch.look();
      assertThat(watch.allGone()).isTrue();
    }
  }

  private LocalCluster redis() {
    return LocalCluster.builder()
        .engine(Engine.EMBEDDED)
        .members(Member.REDIS)
        .data(folder.resolve("data"))
        .start();
  }

  private Shop shop(LocalCluster cluster, Map<String, String> environment) {
    return new Shop(new Shop.Plan(cluster, environment, jar, lines::add), 2, Ports.free());
  }

  private static String log(LocalCluster cluster, String name) throws IOException {
    return Files.readString(cluster.data().log(name).file());
  }
}
