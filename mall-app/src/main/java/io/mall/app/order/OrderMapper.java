package io.mall.app.order;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.UserId;
import io.mall.sharding.slot.TableGroup;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** SQL in sql/mapper/order. */
@Mapper
interface OrderMapper {

  int insert(OrderRow row);

  int insertItems(@Param("order") OrderRow order, @Param("items") List<ItemRow> items);

  Optional<OrderRow> find(@Param("userId") UserId userId, @Param("orderNo") OrderNo orderNo);

  Optional<OrderRow> findByNo(@Param("orderNo") OrderNo orderNo);

  Optional<OrderRow> lock(@Param("userId") UserId userId, @Param("orderNo") OrderNo orderNo);

  Optional<OrderRow> lockUnlessHeld(
      @Param("userId") UserId userId, @Param("orderNo") OrderNo orderNo);

  List<ItemRow> items(@Param("userId") UserId userId, @Param("orderNo") OrderNo orderNo);

  List<OrderRow> list(@Param("userId") UserId userId, @Param("query") OrderQuery query);

  List<OrderRow> listByStatus(@Param("userId") UserId userId, @Param("query") OrderQuery query);

  int move(@Param("order") Order order, @Param("from") Order.Status from);

  List<OrderRow> findDue(
      @Param("group") TableGroup group, @Param("now") Instant now, @Param("limit") int limit);

  int deleteAbortMarks(
      @Param("group") TableGroup group, @Param("now") Instant now, @Param("limit") int limit);
}
