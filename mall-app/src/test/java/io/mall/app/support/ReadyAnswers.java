package io.mall.app.support;

import static org.awaitility.Awaitility.await;

import java.util.Map;

/** Answers that one instance has ready as bytes. */
public record ReadyAnswers(Mall mall) {

  /** How many requests it has answered by them. */
  public double sent() {
    return mall.metric("mall_answers_ready_total{");
  }

  /** The path of a new product whose answer is ready, and long enough to be compressed. */
  public String ofNewProduct(String title) {
    String id =
        mall.admin()
            .body(
                Map.of(
                    "categoryId",
                    mall.shelf().newCategory().text(),
                    "title",
                    title,
                    "description",
                    "A lamp for reading in bed. ".repeat(60),
                    "price",
                    Map.of("amount", 1999, "currency", "EUR")))
            .post("/api/products")
            .path("productId");
    String path = "/api/products/" + id;
    double before = sent();
    // What is in memory may be distrusted at any time, and is ready again after one more read.
    await().until(() -> mall.anonymous().get(path).statusCode() == 200 && sent() > before);
    return path;
  }
}
