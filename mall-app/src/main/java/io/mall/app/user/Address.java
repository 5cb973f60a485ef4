package io.mall.app.user;

import io.mall.app.kernel.AddressId;

/** Where an order is sent to, complete enough to be frozen into the order. */
public record Address(
    AddressId addressId,
    String recipient,
    String phone,
    String line1,
    String line2,
    String city,
    String region,
    String postalCode,
    String country) {}
