package io.mall.plain;

import io.mall.plain.PlainController.Line;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** An order in one local transaction: stock by guarded updates, then order and lines. */
class PlainOrders {

  private final PlainMapper mapper;

  PlainOrders(PlainMapper mapper) {
    this.mapper = mapper;
  }

  @Transactional
  public long place(PlainController.Request request) {
    // In one order, so that two orders do not wait for each other.
    List<Line> lines =
        request.items().stream().sorted(Comparator.comparingLong(Line::productId)).toList();
    long total = 0;
    for (Line line : lines) {
      PlainMapper.Product product = mapper.product(line.productId());
      if (product == null || mapper.take(line.productId(), line.quantity()) == 0) {
        throw new ResponseStatusException(HttpStatus.CONFLICT);
      }
      total += product.priceAmount() * line.quantity();
    }
    PlainMapper.NewOrder order = new PlainMapper.NewOrder(request.userId(), request.key(), total);
    mapper.insert(order);
    mapper.insertLines(order, lines);
    return order.getOrderId();
  }
}
