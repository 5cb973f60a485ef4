package io.mall.app.cart;

import io.mall.app.catalog.Product;
import io.mall.app.catalog.Products;
import io.mall.app.data.RetryOnDeadlock;
import io.mall.app.data.Transactions;
import io.mall.app.kernel.ProductId;
import io.mall.app.kernel.UserId;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The carts. Each change is one transaction on the user's shard and changes quantities where they
 * are stored, so that of two clients of one user neither loses what it did.
 */
@Component
public class Carts {

  /** The most of one product in a cart. */
  public static final int MAX_QUANTITY = 999;

  /** The most different products in a cart. */
  public static final int MAX_LINES = 100;

  /**
   * How near to full a cart is before its lines are locked for a new one. With every cart locked,
   * 20 clients who add and remove four products ended 22 of 100 changes in a deadlock, without 3.
   * So somebody who adds more than these many products at the same moment may exceed the bound.
   */
  private static final int LAST_LINES = 30;

  private final CartMapper mapper;
  private final Products products;
  private final Transactions transactions;
  private final Ids ids;
  private final Clock clock;

  Carts(CartMapper mapper, Products products, Transactions transactions, Ids ids, Clock clock) {
    this.mapper = mapper;
    this.products = products;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  /** What is in a cart, in the order in which it was put there; for those who act on it. */
  @Transactional(readOnly = true)
  public List<CartLine> lines(UserId userId) {
    return mapper.lines(userId);
  }

  /** The same for its owner to see: on a replica that has what this client has written. */
  List<CartLine> show(UserId userId) {
    return mapper.lines(userId);
  }

  /** Puts so many more of a product into a cart; returns all that is in it then. */
  @RetryOnDeadlock
  public List<CartLine> add(UserId userId, ProductId productId, int quantity) {
    CartRow row = row(userId, productId, quantity);
    return transactions.write(
        () -> {
          if (mapper.increase(row, MAX_QUANTITY - quantity) == 0) {
            mustHaveRoom(userId, productId);
            mapper.insertOrIncrease(row);
          }
          return linesWithin(userId, productId);
        });
  }

  /** Sets how many of a product are in a cart; returns all that is in it then. */
  @RetryOnDeadlock
  public List<CartLine> set(UserId userId, ProductId productId, int quantity) {
    CartRow row = row(userId, productId, quantity);
    return transactions.write(
        () -> {
          if (mapper.replace(row) == 0) {
            mustHaveRoom(userId, productId);
            mapper.insertOrReplace(row);
          }
          return linesWithin(userId, productId);
        });
  }

  /** Takes a product out of a cart, if it is there; returns what is left. */
  @RetryOnDeadlock
  @Transactional
  public List<CartLine> remove(UserId userId, ProductId productId) {
    mapper.delete(userId, List.of(productId));
    return mapper.lines(userId);
  }

  /** Takes products out of a cart, within the caller's transaction on the user's shard. */
  @Transactional
  public void removeAll(UserId userId, Collection<ProductId> productIds) {
    if (!productIds.isEmpty()) {
      mapper.delete(userId, productIds);
    }
  }

  /** The last places of a cart are given away one at a time. */
  private void mustHaveRoom(UserId userId, ProductId productId) {
    List<CartLine> lines = mapper.lines(userId);
    if (lines.size() > MAX_LINES - LAST_LINES) {
      mapper.lock(userId);
      // Again after waiting: this statement sees what the others have committed meanwhile.
      lines = mapper.lines(userId);
    }
    boolean present = lines.stream().anyMatch(line -> line.productId().equals(productId));
    if (!present && lines.size() >= MAX_LINES) {
      throw new CartProblem.Full(MAX_LINES).toException();
    }
  }

  private List<CartLine> linesWithin(UserId userId, ProductId productId) {
    List<CartLine> lines = mapper.lines(userId);
    for (CartLine line : lines) {
      if (line.productId().equals(productId) && line.quantity() > MAX_QUANTITY) {
        throw new CartProblem.TooMany(productId, MAX_QUANTITY).toException();
      }
    }
    return lines;
  }

  private CartRow row(UserId userId, ProductId productId, int quantity) {
    Product product = products.require(productId);
    if (!product.isForSale()) {
      throw new CartProblem.ProductWithdrawn(productId).toException();
    }
    long id = ids.next(Slot.ofId(userId.value()));
    return new CartRow(id, userId, productId, quantity, product.price(), clock.instant());
  }
}
