package io.mall.app.catalog;

import io.mall.app.kernel.CategoryId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** SQL in sql/mapper/catalog. */
@Mapper
interface CategoryMapper {

  Optional<Category> find(@Param("categoryId") CategoryId categoryId);

  List<Category> list(@Param("after") long after, @Param("limit") int limit);

  List<CategoryId> findExisting(@Param("categoryIds") Collection<CategoryId> categoryIds);
}
