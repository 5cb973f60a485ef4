package io.mall.app.catalog;

import io.mall.app.kernel.ProductId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** SQL in sql/mapper/catalog. */
@Mapper
interface ProductMapper {

  Optional<ProductRow> find(@Param("productId") ProductId productId);

  List<ProductRow> findAll(@Param("productIds") Collection<ProductId> productIds);

  /** Ids in their order. */
  List<ProductId> findIds(@Param("after") long after, @Param("limit") int limit);

  /** What was changed from a time on, oldest first. */
  List<ProductRow> findChanged(@Param("since") Instant since, @Param("limit") int limit);

  /** Holds the rows, in the order of their keys, until the transaction ends. */
  List<ProductRow> lockAll(@Param("productIds") Collection<ProductId> productIds);

  List<ProductRow> findNewest(@Param("query") ProductQuery.Parameters query);

  List<ProductRow> findNewestInCategory(@Param("query") ProductQuery.Parameters query);

  List<ProductRow> findCheapest(@Param("query") ProductQuery.Parameters query);

  List<ProductRow> findDearest(@Param("query") ProductQuery.Parameters query);

  List<ProductRow> searchNewest(@Param("query") ProductQuery.Parameters query);

  List<ProductRow> searchCheapest(@Param("query") ProductQuery.Parameters query);

  List<ProductRow> searchDearest(@Param("query") ProductQuery.Parameters query);

  int insert(ProductRow row);

  /** Stores the row over the version before it; 0 when that is not the stored one any more. */
  int change(ProductRow row);
}
