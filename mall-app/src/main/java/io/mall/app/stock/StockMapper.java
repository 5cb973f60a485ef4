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

  /** Changes nothing when less is there than the move needs. */
  int move(@Param("productId") ProductId productId, @Param("move") Posting.Move move);

  int count(
      @Param("productId") ProductId productId,
      @Param("version") long version,
      @Param("added") long added,
      @Param("removed") long removed,
      @Param("now") Instant now);

  int insertLedgers(@Param("rows") List<LedgerRow> rows);

  List<LedgerRow> findLedgers(
      @Param("productId") ProductId productId, @Param("orderNos") List<OrderNo> orderNos);

  List<LedgerRow> findLedgersById(
      @Param("productId") ProductId productId, @Param("ledgerIds") List<Long> ledgerIds);

  /** The rows that were in the state they were thought to be in. */
  int changeStates(
      @Param("productId") ProductId productId,
      @Param("ledgerIds") List<Long> ledgerIds,
      @Param("transition") Posting.Transition transition);

  /** Reserved to sold; the rows that were reserved with the quantity they were thought to have. */
  int sellLedgers(@Param("sales") List<Stocks.Sale> sales, @Param("now") Instant now);

  /** Reserved to sold; each product once. */
  int sellStock(@Param("sums") List<Sales.Sum> sums, @Param("now") Instant now);

  List<Reservation> staleReservations(
      @Param("firstSlot") int firstSlot,
      @Param("lastSlot") int lastSlot,
      @Param("olderThan") Instant olderThan,
      @Param("limit") int limit);

  /** The next ones after a place, oldest first. */
  List<LedgerRow> openReservations(
      @Param("firstSlot") int firstSlot,
      @Param("lastSlot") int lastSlot,
      @Param("olderThan") Instant olderThan,
      @Param("after") OpenReservations.Place after,
      @Param("limit") int limit);

  List<Reservation> reservationsOf(
      @Param("firstSlot") int firstSlot,
      @Param("lastSlot") int lastSlot,
      @Param("orderNo") OrderNo orderNo);
}
