package io.mall.app.payment;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.PaymentNo;
import io.mall.app.kernel.UserId;
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

  int move(@Param("row") PaymentRow row, @Param("from") Payment.Status from);
}
