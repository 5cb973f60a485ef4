package io.mall.plain;

import io.mall.plain.PlainController.Line;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** The statements. */
@Mapper
interface PlainMapper {

  record Product(
      long productId,
      long categoryId,
      String title,
      String description,
      long priceAmount,
      String currency,
      String status,
      int version,
      LocalDateTime createdAt,
      LocalDateTime updatedAt) {}

  /** An order that gets its number from the database, or from ShardingSphere. */
  final class NewOrder {
    private final long userId;
    private final String idempotencyKey;
    private final long total;
    private long orderId;

    NewOrder(long userId, String idempotencyKey, long total) {
      this.userId = userId;
      this.idempotencyKey = idempotencyKey;
      this.total = total;
    }

    public long getUserId() {
      return userId;
    }

    public String getIdempotencyKey() {
      return idempotencyKey;
    }

    public long getTotal() {
      return total;
    }

    public long getOrderId() {
      return orderId;
    }

    public void setOrderId(long orderId) {
      this.orderId = orderId;
    }
  }

  @Select(
      "SELECT product_id, category_id, title, description, price_amount, currency, status, version,"
          + " created_at, updated_at FROM products WHERE product_id = #{id}")
  @Nullable Product product(long id);

  @Update(
      "UPDATE inventory SET available = available - #{quantity}"
          + " WHERE product_id = #{productId} AND available >= #{quantity}")
  int take(@Param("productId") long productId, @Param("quantity") int quantity);

  @Insert(
      "INSERT INTO orders (user_id, idempotency_key, total, created_at)"
          + " VALUES (#{userId}, #{idempotencyKey}, #{total}, NOW(6))")
  @Options(useGeneratedKeys = true, keyProperty = "orderId", keyColumn = "order_id")
  void insert(NewOrder order);

  @Insert(
      "<script>INSERT INTO order_items (user_id, order_id, product_id, quantity) VALUES"
          + " <foreach collection='lines' item='line' separator=','>"
          + "(#{order.userId}, #{order.orderId}, #{line.productId}, #{line.quantity})"
          + "</foreach></script>")
  void insertLines(@Param("order") NewOrder order, @Param("lines") List<Line> lines);
}
