package io.mall.load;

import io.mall.load.shop.Acknowledged;
import io.mall.load.shop.Api;
import io.mall.load.shop.Books;
import io.mall.load.shop.Finding;
import io.mall.load.shop.LocalShop;
import io.mall.load.shop.PublicBooks;
import io.mall.load.shop.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shop under test, ours or somebody else's. */
final class Site implements AutoCloseable {
  private final Target target;
  private final Optional<LocalShop> shop;
  private final Api api;

  private Site(Target target, Optional<LocalShop> shop) {
    this.target = target;
    this.shop = shop;
    this.api = new Api(target.base());
  }

  static Site own(LocalShop shop, Target target) {
    return new Site(target, Optional.of(shop));
  }

  /** One that runs already; fails when nobody is there. */
  static Site at(Target target) {
    Site site = new Site(target, Optional.empty());
    try {
      site.api.mustAnswer();
      return site;
    } catch (RuntimeException e) {
      site.close();
      throw e;
    }
  }

  /** What the books said before a run; nothing when they are not ours to read. */
  record Before(Optional<Books.Totals> totals) {}

  Target target() {
    return target;
  }

  Api api() {
    return api;
  }

  /** Whether it was started for this run. */
  boolean own() {
    return shop.isPresent();
  }

  String engine() {
    return shop.map(LocalShop::engine).orElse("unknown");
  }

  Before before() {
    return new Before(shop.map(mine -> mine.books().totals()));
  }

  /** Whether the books are right after a run. */
  List<Finding> audit(Before before, Map<String, Long> answers, Path data)
      throws InterruptedException {
    if (shop.isEmpty()) {
      return PublicBooks.audit(target, data);
    }
    Books books = shop.get().books();
    List<Finding> findings = new ArrayList<>(books.audit());
    before
        .totals()
        .ifPresent(
            totals -> findings.addAll(Acknowledged.findings(answers, totals, books.totals())));
    return findings;
  }

  @Override
  public void close() {
    api.close();
    shop.ifPresent(LocalShop::close);
  }
}
