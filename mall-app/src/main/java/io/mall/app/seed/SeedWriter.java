package io.mall.app.seed;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Brings seed data to the primaries: each data source by a writer of its own, each actual table in
 * the order of its key. What is there is left as it is, so a half-done seed is completed.
 */
record SeedWriter(Job job, Target target) {

  private static final String LOCK = "mall.seed";

  private interface Work {
    void run(Connection connection) throws SQLException;
  }

  /** Returns when all is written, or throws the first failure. */
  void write(Executor executor) {
    String catalog = target.dataSourceOf("products");
    try (Connection guard = target.connect(catalog)) {
      lock(guard, catalog);
      List<CompletableFuture<Void>> writers = new ArrayList<>();
      writers.add(
          start(executor, catalog, connection -> new CatalogWriter(job, connection).write()));
      for (String dataSource : target.shards()) {
        writers.add(start(executor, dataSource, connection -> shard(dataSource, connection)));
      }
      CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } catch (SQLException e) {
      throw SeedException.of(catalog, e);
    }
  }

  /** Held by the connection until it is closed. */
  private static void lock(Connection guard, String dataSource) throws SQLException {
    try (Statement statement = guard.createStatement();
        ResultSet row = statement.executeQuery("SELECT GET_LOCK('" + LOCK + "', 0)")) {
      if (!row.next() || row.getInt(1) != 1) {
        throw new SeedException("another seed is being written to " + dataSource);
      }
    }
  }

  private void shard(String dataSource, Connection connection) throws SQLException {
    for (var group : target.groupsIn(dataSource)) {
      new UserWriter(job, connection, group).write();
      new StockWriter(job, connection, group).write();
    }
  }

  private CompletableFuture<Void> start(Executor executor, String dataSource, Work work) {
    return CompletableFuture.runAsync(
        () -> {
          boolean done = false;
          try (Connection connection = target.connect(dataSource)) {
            work.run(connection);
            done = true;
          } catch (SQLException e) {
            throw SeedException.of(dataSource, e);
          } finally {
            if (!done) {
              job.failed().set(true);
            }
          }
        },
        executor);
  }
}
