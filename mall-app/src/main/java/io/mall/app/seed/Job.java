package io.mall.app.seed;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the writers of one seed share.
 *
 * @param failed set by the first that fails, so that the others end
 */
record Job(
    SeedData data, SeedOrder order, PasswordHashes hashes, Tally tally, AtomicBoolean failed) {

  /** The hash that every user of the seed gets, and the admin's. */
  record PasswordHashes(String user, String admin) {}

  Batch batch(Connection connection, String... inserts) throws SQLException {
    return new Batch(connection, tally::written, inserts);
  }

  /** The numbers a query finds, all of them small. */
  BitSet numbers(Connection connection, String query) throws SQLException {
    BitSet numbers = new BitSet();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        numbers.set(Math.toIntExact(row.getLong(1)));
      }
    }
    connection.rollback();
    return numbers;
  }

  /** Whether a thing is still to be written; counts it if not. */
  boolean isMissing(BitSet there, long number, String kind, int rows) {
    if (there.get((int) number)) {
      tally.there(kind, rows);
      return false;
    }
    return true;
  }
}
