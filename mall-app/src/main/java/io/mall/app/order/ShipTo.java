package io.mall.app.order;

/** Where an order goes: the address as it was when the order was placed. */
public record ShipTo(
    String recipient,
    String phone,
    String line1,
    String line2,
    String city,
    String region,
    String postalCode,
    String country) {

  /** Nothing of a person in logs. */
  @Override
  public String toString() {
    return "ShipTo[]";
  }
}
