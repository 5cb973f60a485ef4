package io.mall.app.payment;

import io.mall.app.kernel.OrderNo;
import jakarta.validation.constraints.NotNull;

/** Which order a user wants to pay, and how. */
record PaymentRequest(@NotNull OrderNo orderNo, @NotNull Payment.Method method) {}
