package io.mall.app.stock;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** The stock rows; SQL in sql/mapper/stock. A guarded change returns 0 when its guard refuses. */
@Mapper
interface StockMapper {

  Optional<Stock> find(@Param("productId") ProductId productId);

  /** Holds the rows, lowest id first, until the transaction ends. */
  List<Stock> lock(@Param("productIds") Collection<ProductId> productIds);

  int restock(
      @Param("productId") ProductId productId,
      @Param("quantity") long quantity,
      @Param("now") Instant now);

  int deduct(
      @Param("productId") ProductId productId,
      @Param("quantity") long quantity,
      @Param("now") Instant now);

  int reserve(
      @Param("productId") ProductId productId,
      @Param("quantity") long quantity,
      @Param("now") Instant now);

  int sell(
      @Param("productId") ProductId productId,
      @Param("quantity") long quantity,
      @Param("now") Instant now);

  int release(
      @Param("productId") ProductId productId,
      @Param("quantity") long quantity,
      @Param("now") Instant now);

  int giveBack(
      @Param("productId") ProductId productId,
      @Param("quantity") long quantity,
      @Param("now") Instant now);

  int count(
      @Param("productId") ProductId productId,
      @Param("version") long version,
      @Param("added") long added,
      @Param("removed") long removed,
      @Param("now") Instant now);

  int insertLedger(LedgerRow row);

  Optional<LedgerRow> findLedger(
      @Param("productId") ProductId productId, @Param("orderNo") OrderNo orderNo);

  int changeState(
      @Param("row") LedgerRow row, @Param("state") LedgerState state, @Param("now") Instant now);

  List<Reservation> staleReservations(
      @Param("firstSlot") int firstSlot,
      @Param("lastSlot") int lastSlot,
      @Param("olderThan") Instant olderThan,
      @Param("limit") int limit);
}
