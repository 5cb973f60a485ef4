package io.mall.app.catalog;

import io.mall.app.kernel.CategoryId;
import io.mall.app.kernel.ProductId;
import io.mall.app.problem.InvalidField;
import io.mall.app.problem.Kind;
import io.mall.app.problem.Problem;
import java.util.List;

/** The ways in which the catalog refuses. */
public sealed interface CatalogProblem extends Problem {

  /** Nothing the index could find: it knows words of three letters or more. */
  record UnsearchableText() implements CatalogProblem {
    @Override
    public Kind kind() {
      return Kind.INVALID;
    }

    @Override
    public String detail() {
      return "The text holds no word that can be searched for: at least one must have "
          + SearchWords.MIN_LETTERS
          + " letters or digits and be more than an article.";
    }

    @Override
    public List<InvalidField> errors() {
      return List.of(
          new InvalidField(
              "q", "must hold a word of at least " + SearchWords.MIN_LETTERS + " letters"));
    }
  }

  /** A product is put into a category that does not exist. */
  record UnknownCategory(CategoryId categoryId) implements CatalogProblem {
    @Override
    public Kind kind() {
      return Kind.INVALID;
    }

    @Override
    public String detail() {
      return "There is no category " + categoryId + " to put a product into.";
    }

    @Override
    public List<InvalidField> errors() {
      return List.of(new InvalidField("categoryId", "is unknown"));
    }
  }

  /** There has never been such a product. */
  record ProductAbsent(ProductId productId) implements CatalogProblem {
    @Override
    public Kind kind() {
      return Kind.ABSENT;
    }

    @Override
    public String detail() {
      return "There is no product " + productId + ".";
    }
  }

  /** There is no such category. */
  record CategoryAbsent(CategoryId categoryId) implements CatalogProblem {
    @Override
    public Kind kind() {
      return Kind.ABSENT;
    }

    @Override
    public String detail() {
      return "There is no category " + categoryId + ".";
    }
  }
}
