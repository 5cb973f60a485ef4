package io.mall.app.catalog;

import io.mall.app.kernel.CategoryId;
import io.mall.app.page.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Categories over HTTP. */
@RestController
@RequestMapping("/api/categories")
class CategoryController {

  private final Categories categories;

  CategoryController(Categories categories) {
    this.categories = categories;
  }

  @GetMapping
  Page<Category> list(
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return categories.list(cursor, Page.limit(limit));
  }

  @GetMapping("/{categoryId}")
  Category get(@PathVariable CategoryId categoryId) {
    return categories.require(categoryId);
  }
}
