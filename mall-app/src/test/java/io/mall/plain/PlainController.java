package io.mall.plain;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The two operations. */
@RestController
class PlainController {

  /** What somebody orders, and the key under which it is ordered once. */
  record Request(long userId, String key, List<Line> items) {}

  /** So many of a product. */
  record Line(long productId, int quantity) {}

  /** The number of the order. */
  record Placed(long orderId) {}

  private final PlainMapper mapper;
  private final PlainOrders orders;

  PlainController(PlainMapper mapper, PlainOrders orders) {
    this.mapper = mapper;
    this.orders = orders;
  }

  @GetMapping("/products/{id}")
  PlainMapper.Product product(@PathVariable long id) {
    PlainMapper.Product product = mapper.product(id);
    if (product == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return product;
  }

  @PostMapping("/orders")
  @ResponseStatus(HttpStatus.CREATED)
  Placed order(@RequestBody Request request) {
    return new Placed(orders.place(request));
  }
}
