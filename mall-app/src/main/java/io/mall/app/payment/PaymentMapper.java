package io.mall.app.payment;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.PaymentNo;
import io.mall.app.kernel.UserId;
import io.mall.sharding.slot.TableGroup;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** SQL in sql/mapper/payment. */
@Mapper
interface PaymentMapper {

  int insert(PaymentRow row);

  Optional<PaymentRow> find(@Param("paymentNo") PaymentNo paymentNo);

  List<PaymentRow> allOf(@Param("userId") UserId userId, @Param("orderNo") OrderNo orderNo);

  List<PaymentRow> findOverdue(
      @Param("group") TableGroup group,
      @Param("startedBefore") Instant startedBefore,
      @Param("limit") int limit);

  int move(@Param("row") PaymentRow row, @Param("from") Payment.Status from);
}
