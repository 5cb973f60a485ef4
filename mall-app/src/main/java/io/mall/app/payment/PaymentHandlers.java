package io.mall.app.payment;

import io.mall.app.order.Orders;
import io.mall.app.outbox.Event;
import io.mall.app.outbox.OutboxHandler;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** What payments have to do with events: charge, and give back. */
@Configuration(proxyBeanMethods = false)
class PaymentHandlers {

  private final Payments payments;
  private final Provider provider;
  private final JsonMapper json;

  PaymentHandlers(Payments payments, Provider provider, JsonMapper json) {
    this.payments = payments;
    this.provider = provider;
    this.json = json;
  }

  @Bean
  OutboxHandler chargeStarted() {
    return new Handler(PaymentEvent.STARTED, this::charge);
  }

  @Bean
  OutboxHandler refundUnwanted() {
    return new Handler(PaymentEvent.UNWANTED, event -> refund(paymentOf(event)));
  }

  @Bean
  OutboxHandler refundClosedOrder() {
    return new Handler(
        Orders.CLOSED,
        event -> payments.succeeded(event.userId(), event.orderNo()).forEach(this::refund));
  }

  private void charge(Event event) {
    Payment payment = paymentOf(event);
    if (payment.status() == Payment.Status.STARTED) {
      provider.charge(payment);
    }
  }

  private void refund(Payment payment) {
    if (payment.status() == Payment.Status.SUCCEEDED) {
      provider.refund(payment);
      payments.refunded(payment);
    }
  }

  private Payment paymentOf(Event event) {
    PaymentEvent of = json.readValue(event.payload(), PaymentEvent.class);
    return payments.find(of.paymentNo()).orElseThrow();
  }

  private record Handler(String type, Consumer<Event> action) implements OutboxHandler {
    @Override
    public void deliver(Event event) {
      action.accept(event);
    }
  }
}
