package io.mall.app.catalog;

import static io.mall.app.support.Problems.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.mall.app.kernel.CategoryId;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@MallTest
class CategoryTest {

  private final Mall mall;

  CategoryTest(Mall mall) {
    this.mall = mall;
  }

  @Test
  void aCategoryIsRead() {
    CategoryId category = mall.shelf().newCategory();
    Mall.cluster().awaitReplicas();
    mall.anonymous()
        .get("/api/categories/" + category)
        .then()
        .statusCode(200)
        .body("categoryId", equalTo(category.text()))
        .body("parentId", nullValue())
        .body("slug", equalTo("c" + category))
        .body("name", equalTo("Category " + category));
  }

  @Test
  void allCategoriesAreListedPageByPage() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(mall.shelf().newCategory().text());
    }
    Mall.cluster().awaitReplicas();
    List<String> listed = new ArrayList<>();
    String cursor = null;
    do {
      Response page = page(cursor);
      page.then().statusCode(200);
      List<String> ids = page.path("items.categoryId");
      assertThat(ids).hasSizeLessThanOrEqualTo(3);
      listed.addAll(ids);
      cursor = page.path("nextCursor");
    } while (cursor != null);
    assertThat(listed).doesNotHaveDuplicates().containsSubsequence(made);
  }

  @Test
  void anUnknownCategoryIsAbsent() {
    mall.anonymous()
        .get("/api/categories/4711")
        .then()
        .spec(refused(404, "catalog/category-absent"));
    mall.anonymous().get("/api/categories/lamps").then().spec(refused(400, "request/wrong-type"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "cursor=x", "cursor=😀"})
  void aParameterThatIsNotValidIsRefused(String parameter) {
    Response answer = mall.anonymous().get("/api/categories?" + parameter);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
  }

  private Response page(@Nullable String cursor) {
    return cursor == null
        ? mall.anonymous().get("/api/categories?limit=3")
        : mall.anonymous().queryParam("cursor", cursor).get("/api/categories?limit=3");
  }
}
