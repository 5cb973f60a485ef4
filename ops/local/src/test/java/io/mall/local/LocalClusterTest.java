package io.mall.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cluster that other tests stand on. */
@Tag("real")
class LocalClusterTest {
  private final LocalCluster cluster = SharedCluster.get();

  @Test
  void aWriteOnThePrimaryIsSeenOnItsReplica() throws Exception {
    try (var primary = cluster.connectAsRoot("db-a-primary");
        var replica = cluster.connectAsRoot("db-a-replica");
        var write = primary.createStatement();
        var read = replica.createStatement()) {
      write.execute("CREATE TABLE mall_0.seen (id INT PRIMARY KEY)");
      write.execute("INSERT INTO mall_0.seen VALUES (7)");
      cluster.awaitReplicas();
      try (var rows = read.executeQuery("SELECT id FROM mall_0.seen")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(7);
      }
      write.execute("DROP TABLE mall_0.seen");
    }
  }
}
