package io.mall.app.stock;

import io.mall.app.kernel.ProductId;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** What the reconciler reads; SQL in sql/mapper/stock. */
@Mapper
interface ReconcilerMapper {

  List<StockSums> sums(
      @Param("firstSlot") int firstSlot,
      @Param("lastSlot") int lastSlot,
      @Param("after") long after,
      @Param("limit") int limit);

  List<ProductId> withoutLedger(
      @Param("firstSlot") int firstSlot,
      @Param("lastSlot") int lastSlot,
      @Param("after") long after,
      @Param("limit") int limit);

  /** What orders did to a product, latest first. */
  List<Deviation.Trace> lastChanged(
      @Param("productId") ProductId productId, @Param("limit") int limit);
}
