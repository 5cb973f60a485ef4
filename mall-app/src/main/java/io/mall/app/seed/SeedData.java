package io.mall.app.seed;

import io.mall.sharding.slot.Slot;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The seed data as a function: each thing depends on the seed and its own number only, so any part
 * can be made at any time, by any thread, again. Touches no database.
 */
final class SeedData {

  static final String USER_PASSWORD = "mall-demo";
  static final String ADMIN_PASSWORD = "mall-admin";
  static final long STOCK = 10_000;

  private static final String USER_PREFIX = "user";
  private static final String ADMIN_NAME = "admin";
  private static final Pattern NUMBERED_USER = Pattern.compile(USER_PREFIX + "[1-9]\\d{0,9}");
  private static final LocalDateTime FIRST_DAY = LocalDateTime.of(2023, 1, 1, 0, 0);
  private static final double DAYS = 730;
  // Ids whose milliseconds since 2025 count 1, 2, 3: before any that is generated.
  private static final int NUMBER_SHIFT = 22;

  private final long seed;
  private final Words words = Words.read("words.txt");
  private final List<SeedCategory> categories = readCategories();
  private final List<SeedCategory> leaves =
      categories.stream().filter(SeedCategory::isLeaf).toList();

  SeedData(long seed) {
    this.seed = seed;
  }

  private static List<SeedCategory> readCategories() {
    Map<String, Long> ids = new HashMap<>();
    List<SeedCategory> categories = new ArrayList<>();
    for (String line : Words.read("categories.txt").list("")) {
      List<String> fields = Words.fields(line);
      boolean leaf = fields.size() == 5;
      SeedCategory category =
          new SeedCategory(
              categories.size() + 1L,
              leaf ? ids.get(fields.get(2)) : null,
              fields.get(0),
              fields.get(1),
              leaf ? Long.parseLong(fields.get(3)) * 100 : 0,
              leaf ? List.of(fields.get(4).split("\\s*,\\s*", -1)) : List.of());
      ids.put(category.slug(), category.categoryId());
      categories.add(category);
    }
    return List.copyOf(categories);
  }

  /** All categories, parents first. */
  List<SeedCategory> categories() {
    return categories;
  }

  /** Product {@code number}, from 1; the number is its id. */
  SeedProduct product(long number) {
    Dice dice = new Dice(seed, "product", number);
    // Squared: some categories sell much more than others, as in a shop.
    SeedCategory category = leaves.get((int) (StrictMath.pow(dice.unit(), 1.6) * leaves.size()));
    return new SeedProduct(
        number,
        category.categoryId(),
        title(dice, category),
        description(dice),
        price(dice, category.medianPrice()),
        "EUR",
        number << NUMBER_SHIFT | Slot.ofId(number).value(),
        STOCK,
        moment(dice));
  }

  private String title(Dice dice, SeedCategory category) {
    StringBuilder title = new StringBuilder(dice.pick(words.list("brands")));
    title.append(' ').append(dice.pick(words.list("adjectives")));
    if (dice.chance(0.5)) {
      title.append(' ').append(dice.pick(words.list("materials")));
    }
    title.append(' ').append(dice.pick(category.kinds()));
    if (dice.chance(0.4)) {
      title.append(", ").append(dice.pick(words.list("colours")));
    }
    if (dice.chance(0.15)) {
      title.append(", ").append(dice.pick(words.list("editions")));
    }
    if (dice.chance(0.04)) {
      title.append(' ').append(dice.pick(words.list("emoji")));
    }
    return title.toString();
  }

  private String description(Dice dice) {
    StringBuilder text = new StringBuilder(dice.pick(words.list("openings")));
    int details = 1 + dice.below(5);
    for (int i = 0; i < details; i++) {
      text.append(' ').append(dice.pick(words.list("details")));
    }
    text.append(' ').append(dice.pick(words.list("closings")));
    if (dice.chance(0.1)) {
      text.append(' ').append(dice.pick(words.list("emoji")));
    }
    return text.toString();
  }

  /** Log-normal around the category's median, and just below a round number as in a shop. */
  private static long price(Dice dice, long median) {
    long amount = (long) (median * StrictMath.exp(0.6 * dice.normal()));
    return Math.max(99, amount / 100 * 100 + (dice.chance(0.7) ? 99 : 49));
  }

  /** Some time in two years, more often lately than long ago. */
  private static LocalDateTime moment(Dice dice) {
    double days = DAYS * StrictMath.sqrt(dice.unit());
    return FIRST_DAY.plus((long) (days * 86_400_000_000.0), ChronoUnit.MICROS);
  }

  /** The name of user {@code number}; 0 is the admin. */
  static String username(long number) {
    return number == 0 ? ADMIN_NAME : USER_PREFIX + number;
  }

  /** The number of a user of the seed, -1 for any other name. */
  static long numberOf(String username) {
    if (username.equals(ADMIN_NAME)) {
      return 0;
    }
    return NUMBERED_USER.matcher(username).matches()
        ? Long.parseLong(username.substring(USER_PREFIX.length()))
        : -1;
  }

  /** The slot of user {@code number}, without making the user. */
  static Slot slotOfUser(long number) {
    return Slot.ofName(username(number));
  }

  static long userId(long number) {
    // The admin's is the second id of the first millisecond: the first would be a bare slot.
    long upper = number == 0 ? Slot.COUNT : number << NUMBER_SHIFT;
    return upper | slotOfUser(number).value();
  }

  /** User {@code number}, from 1; 0 is the admin. */
  SeedUser user(long number) {
    Dice dice = new Dice(seed, "user", number);
    String username = username(number);
    String name = dice.pick(words.list("first-names")) + " " + dice.pick(words.list("last-names"));
    boolean mail = dice.chance(0.8);
    return new SeedUser(
        userId(number),
        username,
        name,
        mail ? username + "@example.com" : null,
        number == 0,
        address(dice, userId(number)),
        moment(dice));
  }

  private SeedUser.Address address(Dice dice, long id) {
    List<String> city = Words.fields(dice.pick(words.list("cities")));
    return new SeedUser.Address(
        id,
        String.format(Locale.ROOT, "+%d 555 %07d", 30 + dice.below(20), dice.below(10_000_000)),
        dice.pick(words.list("streets")) + " " + (1 + dice.below(180)),
        dice.chance(0.2) ? "2. OG" : "",
        city.get(0),
        city.get(1),
        city.get(2) + String.format(Locale.ROOT, "%03d", dice.below(1000)),
        city.get(3));
  }
}
