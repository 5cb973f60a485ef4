package io.mall.app.seed;

import io.mall.sharding.slot.TableGroup;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;

/** Writes the users of one table group, each together with the address. */
record UserWriter(Job job, Connection connection, TableGroup group) {

  void write() throws SQLException {
    BitSet there = usersThere();
    try (Batch batch =
        job.batch(
            connection,
            Batch.insert(
                "users_" + group.number(),
                "user_id",
                "username",
                "password_hash",
                "display_name",
                "email",
                "role",
                "version",
                "created_at",
                "updated_at"),
            Batch.insert(
                "addresses_" + group.number(),
                "user_id",
                "address_id",
                "recipient",
                "phone",
                "line1",
                "line2",
                "city",
                "region",
                "postal_code",
                "country",
                "created_at",
                "updated_at"))) {
      long first = job.order().admin() ? 0 : 1;
      for (long number = first; number <= job.order().users() && !job.failed().get(); number++) {
        if (SeedData.slotOfUser(number).group().equals(group)
            && job.isMissing(there, number, "users", 2)) {
          user(batch, job.data().user(number));
        }
      }
      batch.flush();
    }
  }

  /** By name, for somebody may have registered under a name of the seed. */
  private BitSet usersThere() throws SQLException {
    BitSet there = new BitSet();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT username, user_id FROM users_%d WHERE username LIKE 'user%%' OR username = '%s'"
                    .formatted(group.number(), SeedData.username(0)))) {
      while (row.next()) {
        long number = SeedData.numberOf(row.getString(1));
        if (number >= 0 && number <= job.order().users()) {
          there.set((int) number);
          if (row.getLong(2) != SeedData.userId(number)) {
            job.tally().taken(row.getString(1));
          }
        }
      }
    }
    connection.rollback();
    return there;
  }

  private void user(Batch batch, SeedUser user) throws SQLException {
    SeedUser.Address address = user.address();
    batch.row(
        0,
        user.userId(),
        user.username(),
        user.admin() ? job.hashes().admin() : job.hashes().user(),
        user.displayName(),
        user.email(),
        user.admin() ? "ADMIN" : "USER",
        0,
        user.createdAt(),
        user.createdAt());
    batch.row(
        1,
        user.userId(),
        address.addressId(),
        user.displayName(),
        address.phone(),
        address.line1(),
        address.line2(),
        address.city(),
        address.region(),
        address.postalCode(),
        address.country(),
        user.createdAt(),
        user.createdAt());
    batch.complete();
  }
}
