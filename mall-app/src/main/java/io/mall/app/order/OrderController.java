package io.mall.app.order;

import io.mall.app.kernel.OrderNo;
import io.mall.app.page.Page;
import io.mall.app.security.Caller;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Orders over HTTP; they are placed by the checkout. */
@RestController
@RequestMapping("/api/orders")
class OrderController {

  private final Orders orders;

  OrderController(Orders orders) {
    this.orders = orders;
  }

  @GetMapping
  Page<OrderSummaryView> list(Caller caller, @ParameterObject OrderListRequest request) {
    return orders.list(caller.userId(), request.toQuery());
  }

  @GetMapping("/{orderNo}")
  OrderDetails get(Caller caller, @PathVariable OrderNo orderNo) {
    return (caller.isAdmin() ? orders.find(orderNo) : orders.find(caller.userId(), orderNo))
        .map(OrderDetails::of)
        .orElseThrow(() -> new OrderProblem.OrderAbsent(orderNo).toException());
  }

  @PostMapping("/{orderNo}/cancel")
  OrderDetails cancel(Caller caller, @PathVariable OrderNo orderNo) {
    return OrderDetails.of(orders.cancel(caller.userId(), orderNo));
  }

  /** For administrators; see the paths of the security module. */
  @PostMapping("/{orderNo}/ship")
  OrderDetails ship(@PathVariable OrderNo orderNo) {
    return OrderDetails.of(orders.ship(orderNo));
  }

  @PostMapping("/{orderNo}/receive")
  OrderDetails receive(Caller caller, @PathVariable OrderNo orderNo) {
    return OrderDetails.of(orders.receive(caller.userId(), orderNo));
  }
}
