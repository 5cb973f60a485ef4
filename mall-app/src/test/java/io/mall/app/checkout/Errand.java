package io.mall.app.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.kernel.UserId;
import io.mall.app.support.Mall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Something done to one order, sent again and again under one key: the user lives on the first
 * server, what was bought on the second.
 */
final class Errand {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What is done. */
  enum Kind {
    /** The order is paid. */
    PAY,

    /** The order, which is paid, is cancelled: its money and its stock go back. */
    CANCEL
  }

  private final Kind kind;
  private final Mall mall;
  private final Buyer buyer;
  private final ProductId product;
  private final OrderNo orderNo;
  private final String key = UUID.randomUUID().toString();

  Errand(Kind kind, Mall mall) {
    Attempt attempt = new Attempt(mall);
    this.kind = kind;
    this.mall = mall;
    this.buyer = attempt.buyer();
    this.product = attempt.first();
    this.orderNo = buyer.placed(product, 1);
    new Warehouse(mall).awaitStock(product, Attempt.STOCK - 1, 0, 1);
    if (kind == Kind.CANCEL) {
      buyer.paid(orderNo);
    }
  }

  /** One try; whatever goes wrong on the way is told as no answer. */
  Reply send(int port) {
    return switch (kind) {
      case PAY ->
          Reply.to(
              port,
              buyer.token(),
              "POST",
              "/api/payments",
              key,
              Map.of("orderNo", orderNo.text(), "method", "card"));
      case CANCEL ->
          Reply.to(port, buyer.token(), "POST", "/api/orders/" + orderNo + "/cancel", key, null);
    };
  }

  /** What a try that went well is answered with. */
  int success() {
    return kind == Kind.PAY ? 201 : 200;
  }

  /** Waits until everything that follows from it is done, once. */
  void awaitDone() {
    Warehouse warehouse = new Warehouse(mall);
    await().atMost(PATIENCE).until(this::isDone);
    if (kind == Kind.PAY) {
      warehouse.awaitStock(product, Attempt.STOCK - 1, 0, 1);
    } else {
      warehouse.awaitStock(product, Attempt.STOCK, 0, 0);
    }
    assertThat(payments()).hasSize(1);
  }

  private boolean isDone() {
    return kind == Kind.PAY
        ? buyer.status(orderNo).equals("PAID") && payments().equals(List.of("SUCCEEDED"))
        : buyer.status(orderNo).equals("CANCELLED")
            && payments().equals(List.of("REFUNDED"))
            && new Warehouse(mall).ledger(product, orderNo).equals("RETURNED");
  }

  private List<@Nullable String> payments() {
    return JdbcClient.create(mall.bean(DataSource.class))
        .sql("SELECT status FROM payments WHERE user_id = ? AND order_no = ? FOR UPDATE")
        .params(userId().value(), orderNo.value())
        .query(String.class)
        .list();
  }

  Kind kind() {
    return kind;
  }

  UserId userId() {
    return buyer.userId();
  }

  ProductId product() {
    return product;
  }

  OrderNo orderNo() {
    return orderNo;
  }

  String key() {
    return key;
  }
}
