package io.mall.app.stock;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Function;

/** Reservations of one table group, oldest first; holds one page of them at a time. */
final class OpenReservations implements Iterator<Reservation> {

  /**
   * A row of the ledger in the order in which its index has them.
   *
   * @param reservedAt of the row, as the next two
   */
  record Place(Instant reservedAt, long productId, long ledgerId) {

    private static final Place START = new Place(Instant.EPOCH, 0, 0);

    private static Place of(LedgerRow row) {
      return new Place(row.createdAt(), row.productId().value(), row.ledgerId());
    }
  }

  private final Function<Place, List<LedgerRow>> pages;
  private final int size;
  private Iterator<LedgerRow> page = List.<LedgerRow>of().iterator();
  private Place reached = Place.START;
  private boolean more = true;

  /**
   * @param pages the rows that come after a place
   * @param size how many rows a page has unless it is the last one
   */
  OpenReservations(Function<Place, List<LedgerRow>> pages, int size) {
    this.pages = pages;
    this.size = size;
  }

  @Override
  public boolean hasNext() {
    if (!page.hasNext() && more) {
      List<LedgerRow> rows = pages.apply(reached);
      page = rows.iterator();
      more = rows.size() == size;
    }
    return page.hasNext();
  }

  @Override
  public Reservation next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    LedgerRow row = page.next();
    reached = Place.of(row);
    return new Reservation(
        Objects.requireNonNull(row.orderNo()), row.productId(), row.quantity(), row.createdAt());
  }
}
