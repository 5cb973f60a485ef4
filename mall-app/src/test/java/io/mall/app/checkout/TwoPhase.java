package io.mall.app.checkout;

import io.mall.app.bench.Site;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A ledger row and a guarded update on each of some shards by the driver alone: committed one after
 * the other, or by the servers' own two-phase commit, as an application does it by hand.
 */
final class TwoPhase implements AutoCloseable {

  private static final int ROWS = 300;
  private static final List<String> SERVERS = List.of("ds_0", "ds_1", "ds_0");

  private final AtomicLong serial = new AtomicLong();
  private final BlockingQueue<List<Shard>> free;
  private final List<Shard> all = new ArrayList<>();

  TwoPhase(Site site, int clients) throws SQLException {
    this.free = new ArrayBlockingQueue<>(clients);
    for (int i = 0; i < SERVERS.size(); i++) {
      try (Connection connection = site.connect(SERVERS.get(i));
          Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE TABLE bench_stock_" + i + " (id INT PRIMARY KEY, available BIGINT NOT NULL)");
        statement.execute(
            "CREATE TABLE bench_ledger_" + i + " (id BIGINT PRIMARY KEY, product INT NOT NULL)");
        for (int row = 0; row < ROWS; row++) {
          statement.execute("INSERT INTO bench_stock_" + i + " VALUES (" + row + ", 1000000000)");
        }
      }
    }
    for (int client = 0; client < clients; client++) {
      List<Shard> shards = new ArrayList<>();
      for (int i = 0; i < SERVERS.size(); i++) {
        shards.add(new Shard(site.connect(SERVERS.get(i)), i));
      }
      all.addAll(shards);
      free.add(shards);
    }
  }

  /** A plain local transaction on each shard. */
  void local(int shards) throws Exception {
    List<Shard> mine = free.take();
    try {
      for (Shard shard : mine.subList(0, shards)) {
        shard.connection.setAutoCommit(false);
        shard.sell(serial.incrementAndGet());
        shard.connection.commit();
        shard.connection.setAutoCommit(true);
      }
    } finally {
      free.add(mine);
    }
  }

  /** Prepared everywhere, then committed everywhere. */
  void xa(int shards) throws Exception {
    List<Shard> mine = free.take();
    try {
      String xid = "'b" + serial.incrementAndGet() + "'";
      for (int i = 0; i < shards; i++) {
        Shard shard = mine.get(i);
        shard.execute("XA START " + xid + ",'" + i + "'");
        shard.sell(serial.incrementAndGet());
        shard.execute("XA END " + xid + ",'" + i + "'");
      }
      for (String verb : List.of("XA PREPARE ", "XA COMMIT ")) {
        for (int i = 0; i < shards; i++) {
          mine.get(i).execute(verb + xid + ",'" + i + "'");
        }
      }
    } finally {
      free.add(mine);
    }
  }

  @Override
  public void close() throws SQLException {
    for (Shard shard : all) {
      shard.connection.close();
    }
  }

  private static final class Shard {

    private final Connection connection;
    private final Statement plain;
    private final PreparedStatement ledger;
    private final PreparedStatement stock;

    Shard(Connection connection, int number) throws SQLException {
      this.connection = connection;
      this.plain = connection.createStatement();
      this.ledger =
          connection.prepareStatement("INSERT INTO bench_ledger_" + number + " VALUES (?, ?)");
      this.stock =
          connection.prepareStatement(
              "UPDATE bench_stock_"
                  + number
                  + " SET available = available - 1 WHERE id = ? AND available >= 1");
    }

    void execute(String sql) throws SQLException {
      plain.execute(sql);
    }

    void sell(long id) throws SQLException {
      int product = ThreadLocalRandom.current().nextInt(ROWS);
      ledger.setLong(1, id);
      ledger.setInt(2, product);
      ledger.executeUpdate();
      stock.setInt(1, product);
      stock.executeUpdate();
    }
  }
}
