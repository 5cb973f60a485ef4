package io.mall.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Folders of clusters: kept, held, left over. */
class DataFolderTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aFolderThatIsInUseIsRefusedAndItsHolderNamed() {
    Home home = new Home(folder);
    try (DataFolder held = DataFolder.open(home, folder.resolve("data"))) {
      assertThat(held.temporary()).isFalse();
      assertThatThrownBy(() -> DataFolder.open(home, folder.resolve("data")))
          .isInstanceOf(LocalClusterException.class)
          .hasMessageContaining(folder.resolve("data").toString())
          .hasMessageContaining("in use by the cluster of this process");
    }
    DataFolder.open(home, folder.resolve("data")).close();
  }

  @Test
  void aFolderHeldByAnotherProcessIsRefusedWithItsPid() throws Exception {
    Path data = folder.resolve("data");
    try (ClusterProcess other =
        ClusterProcess.start("--data", data.toString(), "--members", "none")) {
      assertThatThrownBy(() -> DataFolder.open(new Home(folder), data))
          .hasMessageContaining("in use by the cluster of the process " + other.pid());
      other.killParent();
    }
    DataFolder.open(new Home(folder), data).close();
  }

  @Test
  void aTemporaryFolderGoesAndSoDoesOneThatADeadProcessLeft() throws Exception {
    Home home = new Home(folder);
    Path left = home.temporaryRuns().resolve("999999999-1");
    Files.createDirectories(left.resolve("db-a-primary"));
    Path own;
    try (DataFolder data = DataFolder.open(home, null)) {
      own = data.root();
      assertThat(left).doesNotExist();
      assertThat(own).exists();
    }
    assertThat(own).doesNotExist();
  }

  @Test
  void theNextRunGetsTheSamePortsAndSecrets() {
    Settings first = new Settings(folder.resolve("cluster.properties"));
    int port = first.port("redis");
    Settings second = new Settings(folder.resolve("cluster.properties"));
    assertThat(second.port("redis")).isEqualTo(port);
    assertThat(second.password("mall")).isNotEmpty().isNotEqualTo(second.password("root"));
    String key = second.key("MALL_JWT_KEY");
    assertThat(new Settings(folder.resolve("cluster.properties")).key("MALL_JWT_KEY"))
        .isEqualTo(key);
  }

  @Test
  @Tag("real")
  @DisabledIfSystemProperty(named = "mall.engine", matches = "external")
  void dataGivenAFolderIsThereInTheNextRunAtTheSamePorts() throws Exception {
    int port;
    try (LocalCluster cluster = databases()) {
      port = cluster.member("db-a-primary").port();
      update(cluster, "CREATE TABLE mall_0.kept (id INT PRIMARY KEY)");
    }
    try (LocalCluster cluster = databases()) {
      assertThat(cluster.member("db-a-primary").port()).isEqualTo(port);
      update(cluster, "INSERT INTO mall_0.kept VALUES (1)");
      cluster.awaitReplicas();
    }
  }

  private LocalCluster databases() {
    return LocalCluster.builder().members(Member.DATABASES).data(folder.resolve("data")).start();
  }

  private static void update(LocalCluster cluster, String sql) throws SQLException {
    try (Connection connection = cluster.connectAsRoot("db-a-primary");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
