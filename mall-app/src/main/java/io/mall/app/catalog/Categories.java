package io.mall.app.catalog;

import io.mall.app.kernel.CategoryId;
import io.mall.app.page.Cursor;
import io.mall.app.page.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The categories, read from a replica. */
@Component
public class Categories {

  private static final String LIST = "categories";

  private final CategoryMapper mapper;

  Categories(CategoryMapper mapper) {
    this.mapper = mapper;
  }

  public Category require(CategoryId id) {
    return mapper.find(id).orElseThrow(() -> new CatalogProblem.CategoryAbsent(id).toException());
  }

  Page<Category> list(@Nullable String cursor, int limit) {
    long after = cursor == null ? 0 : Cursor.parse(cursor, LIST, 1).key(0);
    List<Category> rows = mapper.list(after, limit + 1);
    return Page.of(rows, limit, last -> Cursor.of(LIST, last.categoryId().value()));
  }
}
