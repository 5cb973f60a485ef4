package io.mall.sharding.replica;

import io.mall.sharding.ShardedDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** One line in the cart of a user, written and read as requests do it. */
final class Cart {

  private final ShardedDataSource shards;

  Cart(ShardedDataSource shards) {
    this.shards = shards;
  }

  /** A request that writes; returns what its client is told. */
  ReadAfter put(long user) throws SQLException {
    ReadScope scope = ReadScope.of(ReadAfter.NOTHING, () -> false);
    scope.<Integer, SQLException>call(() -> insert(user));
    return scope.written();
  }

  /** A request that reads after what it has been told. */
  int lines(long user, ReadAfter after) throws SQLException {
    return ReadScope.of(after, () -> false).<Integer, SQLException>call(() -> count(user));
  }

  int insert(long user) throws SQLException {
    try (Connection connection = shards.dataSource().getConnection()) {
      return insert(connection, user);
    }
  }

  int insert(Connection connection, long user) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO cart_items (cart_item_id, user_id, product_id, quantity, created_at,"
                + " updated_at) VALUES (?, ?, 1, 1, NOW(6), NOW(6))")) {
      statement.setLong(1, user);
      statement.setLong(2, user);
      return statement.executeUpdate();
    }
  }

  int count(long user) throws SQLException {
    try (Connection connection = shards.dataSource().getConnection();
        PreparedStatement statement =
            connection.prepareStatement("SELECT COUNT(*) FROM cart_items WHERE user_id = ?")) {
      statement.setLong(1, user);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
