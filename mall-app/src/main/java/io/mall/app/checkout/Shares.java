package io.mall.app.checkout;

import io.mall.app.kernel.ProductId;
import io.mall.app.order.NewOrder;
import io.mall.app.order.OrderItem;
import io.mall.app.stock.Stocks;
import io.mall.sharding.slot.Placement;
import io.mall.sharding.slot.Slot;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An order cut by the data sources it touches; products lowest id first, with their quantities.
 *
 * @param near those that are sold by the transaction that writes the order
 * @param branches those that are reserved beforehand, by data source
 */
record Shares(Map<ProductId, Integer> near, Map<String, Map<ProductId, Integer>> branches) {

  /** The products of an order that lie on the data source of the order itself. */
  static List<ProductId> besides(NewOrder order, Placement placement) {
    String home = dataSource(order.orderNo().value(), placement);
    return order.items().stream()
        .map(OrderItem::productId)
        .filter(productId -> dataSource(productId.value(), placement).equals(home))
        .toList();
  }

  /**
   * Cuts an order.
   *
   * @param joint which of the products beside the order may be sold with it
   */
  static Shares of(NewOrder order, Placement placement, Stocks.Joint joint) {
    Map<ProductId, Integer> near = new LinkedHashMap<>();
    Map<String, Map<ProductId, Integer>> branches = new TreeMap<>();
    List<OrderItem> sorted =
        order.items().stream()
            .sorted(Comparator.comparingLong(item -> item.productId().value()))
            .toList();
    for (OrderItem item : sorted) {
      ProductId productId = item.productId();
      Map<ProductId, Integer> share =
          joint.has(productId)
              ? near
              : branches.computeIfAbsent(
                  dataSource(productId.value(), placement), none -> new LinkedHashMap<>());
      share.put(productId, item.quantity());
    }
    return new Shares(near, branches);
  }

  private static String dataSource(long id, Placement placement) {
    return placement.dataSourceOf(Slot.ofId(id).group());
  }
}
