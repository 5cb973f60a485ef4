package io.mall.app.data;

import io.mall.app.kernel.Id;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.LongFunction;
import org.apache.ibatis.type.BaseTypeHandler;
import org.apache.ibatis.type.JdbcType;
import org.jspecify.annotations.Nullable;

/** A typed id in a BIGINT column. */
final class IdHandler<T extends Id> extends BaseTypeHandler<T> {

  private final LongFunction<T> constructor;

  IdHandler(LongFunction<T> constructor) {
    this.constructor = constructor;
  }

  @Override
  public void setNonNullParameter(
      PreparedStatement statement, int index, T id, @Nullable JdbcType type) throws SQLException {
    statement.setLong(index, id.value());
  }

  @Override
  public @Nullable T getNullableResult(ResultSet rows, String column) throws SQLException {
    return of(rows.getLong(column), rows.wasNull());
  }

  @Override
  public @Nullable T getNullableResult(ResultSet rows, int column) throws SQLException {
    return of(rows.getLong(column), rows.wasNull());
  }

  @Override
  public @Nullable T getNullableResult(CallableStatement call, int column) throws SQLException {
    return of(call.getLong(column), call.wasNull());
  }

  private @Nullable T of(long value, boolean isNull) {
    return isNull ? null : constructor.apply(value);
  }
}
