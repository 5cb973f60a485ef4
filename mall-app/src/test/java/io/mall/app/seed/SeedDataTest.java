package io.mall.app.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeedDataTest {

  private final SeedData data = new SeedData(1);

  /**
   * Load tests know products and users by number; other data under the same seed makes their
   * results incomparable. If a change of words, categories or code is meant, put the new digest
   * here.
   */
  @Test
  void theSameSeedMakesTheSameBytes() throws Exception {
    assertThat(digest(data))
        .isEqualTo("f9f91ce70aeb840d4937045a0375baa211ea65b57d8c0a302b4ccf2a68af5d10");
    assertThat(digest(new SeedData(1))).isEqualTo(digest(data));
    assertThat(digest(new SeedData(2))).isNotEqualTo(digest(data));
  }

  @Test
  void theLanguageOfTheMachineChangesNothing() throws Exception {
    Locale before = Locale.getDefault();
    String expected = digest(data);
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(digest(new SeedData(1))).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void anyThingCanBeMadeByItself() {
    List<SeedProduct> inOrder = LongStream.rangeClosed(1, 50).mapToObj(data::product).toList();

    assertThat(new SeedData(1).product(37)).isEqualTo(inOrder.get(36));
    assertThat(new SeedData(1).user(12)).isEqualTo(data.user(12));
  }

  @Test
  void everythingFitsItsColumn() {
    for (long number = 1; number <= 20_000; number++) {
      SeedProduct product = data.product(number);
      assertThat(product.title()).hasSizeBetween(3, 200);
      assertThat(product.description().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(65_536);
      assertThat(product.priceAmount()).isPositive();
      assertThat(product.currency()).isEqualTo("EUR");
    }
    for (long number = 0; number <= 5_000; number++) {
      SeedUser user = data.user(number);
      assertThat(user.username()).matches("[a-z0-9._-]{3,32}");
      assertThat(user.displayName()).hasSizeBetween(1, 64);
      assertThat(user.address().phone()).hasSizeBetween(5, 32);
      assertThat(user.address().line1()).hasSizeBetween(1, 128);
      assertThat(user.address().city()).hasSizeBetween(1, 64);
      assertThat(user.address().region()).hasSizeLessThanOrEqualTo(64);
      assertThat(user.address().postalCode()).matches("\\d{5}");
      assertThat(user.address().country()).matches("[A-Z]{2}");
    }
  }

  @Test
  void idsCarryTheirSlotAreUniqueAndCanNeverBeGenerated() {
    Set<Long> ids = new HashSet<>();
    // Nothing was ever generated before the project began.
    Instant firstGenerated = Instant.parse("2026-01-01T00:00:00Z");
    for (long number = 0; number <= 20_000; number++) {
      SeedUser user = data.user(number);
      assertThat(Slot.ofId(user.userId())).isEqualTo(Slot.ofName(user.username()));
      assertThat(Slot.ofId(user.address().addressId())).isEqualTo(Slot.ofId(user.userId()));
      assertThat(Ids.timeOf(user.userId())).isBefore(firstGenerated);
      assertThat(ids.add(user.userId())).isTrue();
    }
    SeedProduct product = data.product(20_000);
    assertThat(product.productId()).isEqualTo(20_000);
    assertThat(Slot.ofId(product.ledgerId())).isEqualTo(Slot.ofId(product.productId()));
    assertThat(Ids.timeOf(product.ledgerId())).isBefore(firstGenerated);
  }

  @Test
  void aNameLeadsBackToItsNumber() {
    assertThat(SeedData.numberOf("admin")).isZero();
    assertThat(SeedData.numberOf(SeedData.username(77))).isEqualTo(77);
    assertThat(List.of("user", "user0", "user07", "user-7", "users7", "user99999999999", "bob"))
        .allSatisfy(name -> assertThat(SeedData.numberOf(name)).isEqualTo(-1));
  }

  @Test
  void categoriesAreATreeOfTwoLevels() {
    List<SeedCategory> categories = data.categories();

    assertThat(categories).extracting(SeedCategory::slug).doesNotHaveDuplicates();
    assertThat(categories)
        .allSatisfy(
            category -> {
              assertThat(category.slug()).matches("[a-z0-9-]{1,64}");
              assertThat(category.isLeaf()).isEqualTo(category.parentId() != null);
              if (category.parentId() != null) {
                assertThat(categories.get((int) (category.parentId() - 1)).isLeaf()).isFalse();
              }
            });
    assertThat(IntStream.range(0, categories.size()))
        .allSatisfy(i -> assertThat(categories.get(i).categoryId()).isEqualTo(i + 1));
  }

  @Test
  void theCatalogLooksLikeAShop() {
    List<SeedProduct> products = LongStream.rangeClosed(1, 20_000).mapToObj(data::product).toList();

    // Log-normal: the mean lies well above the median, the dearest far above both.
    long[] prices = products.stream().mapToLong(SeedProduct::priceAmount).sorted().toArray();
    double mean = LongStream.of(prices).average().orElseThrow();
    assertThat(mean).isGreaterThan(1.5 * prices[prices.length / 2]);
    assertThat(prices[prices.length - 1]).isGreaterThan((long) (10 * mean));
    assertThat(products.stream().map(SeedProduct::categoryId).distinct()).hasSizeGreaterThan(40);
    assertThat(products.stream().map(SeedProduct::title).distinct()).hasSizeGreaterThan(18_000);
    assertThat(products)
        .anyMatch(product -> product.title().codePoints().anyMatch(c -> c > 0xFFFF));
    assertThat(products).anyMatch(product -> product.title().contains("Ø"));
    assertThat(products.stream().map(product -> product.createdAt().getYear()).distinct())
        .containsExactlyInAnyOrder(2023, 2024);
  }

  private static String digest(SeedData data) throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    data.categories().forEach(category -> add(sha, category));
    LongStream.rangeClosed(1, 2_000).mapToObj(data::product).forEach(each -> add(sha, each));
    LongStream.rangeClosed(0, 1_000).mapToObj(data::user).forEach(each -> add(sha, each));
    return HexFormat.of().formatHex(sha.digest());
  }

  private static void add(MessageDigest sha, Record record) {
    sha.update(record.toString().getBytes(StandardCharsets.UTF_8));
  }
}
