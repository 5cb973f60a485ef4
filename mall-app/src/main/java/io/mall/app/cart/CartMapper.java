package io.mall.app.cart;

import io.mall.app.kernel.ProductId;
import io.mall.app.kernel.UserId;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** SQL in sql/mapper/cart. */
@Mapper
interface CartMapper {

  List<CartLine> lines(@Param("userId") UserId userId);

  /** Holds all lines of a cart, always in the same order, until the transaction ends. */
  List<CartLine> lock(@Param("userId") UserId userId);

  /** Adds to a line that has at most so many; 0 when it has more, or when there is none. */
  int increase(@Param("row") CartRow row, @Param("atMost") int atMost);

  int replace(CartRow row);

  /** Makes a line, or adds to the one that was made at the same time. */
  int insertOrIncrease(CartRow row);

  /** Makes a line, or changes the one that was made at the same time. */
  int insertOrReplace(CartRow row);

  int delete(@Param("userId") UserId userId, @Param("productIds") Collection<ProductId> productIds);
}
