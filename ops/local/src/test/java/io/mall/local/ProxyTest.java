package io.mall.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each fault that a proxy can cause. */
@Tag("real")
class ProxyTest {
  private final LocalCluster cluster = SharedCluster.get();
  private final Proxy database = cluster.proxy("db-b-primary");
  private final Proxy redis = cluster.proxy("redis");

  @AfterEach
  void restore() {
    database.restore();
    redis.restore();
  }

  @Test
  void aDelayHoldsRequestAndAnswerBack() throws IOException {
    assertThat(RedisClient.ask(redis.port(), "PING")).isEqualTo("+PONG");
    redis.delay(Duration.ofMillis(300));
    long begin = System.nanoTime();
    assertThat(RedisClient.ask(redis.port(), "PING")).isEqualTo("+PONG");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(590));
  }

  @Test
  void restoringLetsGoWhatIsHeldBack() throws Exception {
    redis.delay(Duration.ofHours(1));
    Thread restorer =
        Thread.ofVirtual()
            .start(
                () -> {
                  Await.sleep(Duration.ofMillis(200));
                  redis.restore();
                });
    assertThat(RedisClient.ask(redis.port(), "PING")).isEqualTo("+PONG");
    restorer.join();
  }

  @Test
  void aCutEndsConnectionsAndNewOnesWork() throws SQLException {
    try (Connection connection = connect()) {
      assertThat(connection.isValid(20)).isTrue();
      database.cut();
      assertThat(connection.isValid(20)).isFalse();
    }
    try (Connection connection = connect()) {
      assertThat(connection.isValid(20)).isTrue();
    }
  }

  /** Repeated: a proxy that did not wait for its acceptor let one in six in. */
  @RepeatedTest(50)
  void refusingLetsNobodyInUntilItIsRestored() throws IOException {
    redis.refuse();
    assertThatThrownBy(() -> RedisClient.ask(redis.port(), "PING")).isInstanceOf(IOException.class);
    redis.restore();
    assertThat(RedisClient.ask(redis.port(), "PING")).isEqualTo("+PONG");
  }

  @Test
  void anAnswerThatIsLostWasGiven() throws IOException {
    CompletableFuture<byte[]> lost = redis.loseNextAnswer();
    assertThatThrownBy(() -> RedisClient.ask(redis.port(), "PING")).isInstanceOf(IOException.class);
    assertThat(new String(lost.join(), StandardCharsets.US_ASCII)).isEqualTo("+PONG\r\n");
    assertThat(RedisClient.ask(redis.port(), "PING")).isEqualTo("+PONG");
  }

  @Test
  void afterACutBehindACommitTheRowIsThereAndTheCallerDoesNotKnow() throws SQLException {
    String table = "t_" + UUID.randomUUID().toString().replace("-", "");
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE " + table + " (id INT PRIMARY KEY)");
      connection.setAutoCommit(false);
      statement.execute("INSERT INTO " + table + " VALUES (1)");
      connection.commit();
      database.cutAfterNextCommit();
      statement.execute("INSERT INTO " + table + " VALUES (2)");
      assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    }
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(2);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        cluster.environmentThroughProxies().get("MALL_DS_1_PRIMARY_URL")
            + "?allowPublicKeyRetrieval=true",
        cluster.environment().get("MALL_DB_USERNAME"),
        cluster.environment().get("MALL_DB_PASSWORD"));
  }
}
