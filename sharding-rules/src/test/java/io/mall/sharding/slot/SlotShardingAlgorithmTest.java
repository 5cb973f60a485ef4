package io.mall.sharding.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.Range;
import io.mall.sharding.Rules;
import io.mall.sharding.Rules.ActualTable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.apache.shardingsphere.sharding.api.sharding.complex.ComplexKeysShardingValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SlotShardingAlgorithmTest {
  private static final List<String> DATA_SOURCES = List.of("ds_0", "ds_1");
  private static final List<String> TABLES =
      IntStream.range(0, 16).mapToObj(each -> "orders_" + each).toList();

  private final SlotShardingAlgorithm dataSources = algorithm("data-source");
  private final SlotShardingAlgorithm tables = algorithm("table");

  private static SlotShardingAlgorithm algorithm(String target) {
    Properties props = new Properties();
    props.setProperty("target", target);
    if (target.equals("data-source")) {
      props.setProperty("placement", "ds_0: 0-7, ds_1: 8-15");
    }
    props.setProperty("id-columns", "user_id, order_no");
    props.setProperty("name-columns", "username");
    props.setProperty("slot-columns", "slot");
    SlotShardingAlgorithm algorithm = new SlotShardingAlgorithm();
    algorithm.init(props);
    return algorithm;
  }

  /** The nodes that the two strategies choose together, as ShardingSphere combines them. */
  private Set<String> nodes(
      Map<String, Collection<Comparable<?>>> exact, Map<String, Range<Comparable<?>>> ranges) {
    var value = new ComplexKeysShardingValue<>("orders", exact, ranges);
    Set<String> nodes = new HashSet<>();
    for (String dataSource : dataSources.doSharding(DATA_SOURCES, value)) {
      List<String> there = dataSource.equals("ds_0") ? TABLES.subList(0, 8) : TABLES.subList(8, 16);
      for (String table : tables.doSharding(there, value)) {
        nodes.add(dataSource + "." + table);
      }
    }
    return nodes;
  }

  private Set<String> nodes(String column, @Nullable Comparable<?>... values) {
    return nodes(Map.of(column, Arrays.asList(values)), Map.of());
  }

  private static Map<String, Range<Comparable<?>>> range(String column, int low, int high) {
    return Map.of(column, Range.closed(low, high));
  }

  private static String node(int group) {
    return "ds_" + group / 8 + ".orders_" + group;
  }

  @Property
  void everyFormOfOneKeyReachesTheSameShard(@ForAll @LongRange(min = 0) long id) {
    List<Comparable<?>> forms = new ArrayList<>();
    forms.add(id);
    forms.add(BigInteger.valueOf(id));
    forms.add(new BigDecimal(id));
    forms.add(new BigDecimal(id).setScale(3));
    forms.add(Long.toString(id));
    forms.add("000" + id);
    if (id <= Integer.MAX_VALUE) {
      forms.add((int) id);
    }
    if (id <= Short.MAX_VALUE) {
      forms.add((short) id);
    }
    if (id <= Byte.MAX_VALUE) {
      forms.add((byte) id);
    }
    Set<String> expected = Set.of(node((int) (id & 1023) / 64));
    for (Comparable<?> each : forms) {
      assertThat(nodes("user_id", each)).as(each.getClass().getName()).isEqualTo(expected);
    }
  }

  @Property
  void smallKeysHaveEvenMoreForms(@ForAll @IntRange(min = 0, max = 127) int id) {
    assertThat(nodes("user_id", (byte) id))
        .isEqualTo(nodes("user_id", (short) id))
        .isEqualTo(nodes("user_id", id))
        .isEqualTo(nodes("user_id", new BigDecimal(id + "E0")));
  }

  @Test
  void allSlotsReachExactlyOneNodeAndTogetherTheNodesOfTheRulesFile() {
    Set<String> reached = new HashSet<>();
    for (int slot = 0; slot < Slot.COUNT; slot++) {
      Set<String> bySlot = nodes("slot", slot);
      assertThat(bySlot).hasSize(1);
      assertThat(nodes("user_id", slot + 1024L * 77)).isEqualTo(bySlot);
      reached.addAll(bySlot);
    }
    assertThat(Rules.bundled().table("orders"))
        .hasValueSatisfying(
            orders ->
                assertThat(orders.actualTables())
                    .extracting(ActualTable::toString)
                    .containsExactlyInAnyOrderElementsOf(reached));
  }

  @Property
  void aListReachesTheShardsOfItsKeysAndNoOther(
      @ForAll @Size(min = 1, max = 30) List<@LongRange(min = 0) Long> ids) {
    Set<String> expected = new HashSet<>();
    ids.forEach(each -> expected.addAll(nodes("order_no", each)));
    assertThat(nodes("order_no", ids.toArray(Comparable[]::new))).isEqualTo(expected);
  }

  @Property
  void aRangeOfSlotsReachesTheGroupsItTouches(
      @ForAll @IntRange(min = 0, max = 1023) int a, @ForAll @IntRange(min = 0, max = 1023) int b) {
    int low = Math.min(a, b);
    int high = Math.max(a, b);
    Set<String> expected = new HashSet<>();
    IntStream.rangeClosed(low / 64, high / 64).forEach(each -> expected.add(node(each)));
    assertThat(nodes(Map.of(), range("slot", low, high))).isEqualTo(expected);
  }

  @Test
  void theSlotsOfAGroupAreExactlyThatGroup() {
    for (TableGroup group : TableGroup.all()) {
      assertThat(nodes(Map.of(), range("slot", group.firstSlot(), group.lastSlot())))
          .containsExactly(node(group.number()));
    }
  }

  @Test
  void openAndHalfOpenRangesOfSlotsAreUnderstood() {
    Map<String, Range<Comparable<?>>> ranges = new HashMap<>();
    ranges.put("slot", Range.open(63, 128));
    assertThat(nodes(Map.of(), ranges)).containsExactly(node(1));
    ranges.put("slot", Range.atLeast(960L));
    assertThat(nodes(Map.of(), ranges)).containsExactly(node(15));
    ranges.put("slot", Range.lessThan("64"));
    assertThat(nodes(Map.of(), ranges)).containsExactly(node(0));
    ranges.put("slot", Range.closed(1000, 9999));
    assertThat(nodes(Map.of(), ranges)).containsExactly(node(15));
  }

  @Test
  void aNameReachesTheShardOfItsHash() {
    assertThat(nodes("username", "User1"))
        .containsExactly(node(Slot.ofName("user1").group().number()));
  }

  @Property
  void keysThatAgreeReachTheirShard(
      @ForAll @LongRange(min = 0, max = 1L << 50) long user,
      @ForAll @LongRange(min = 0, max = 1L << 40) long order) {
    Map<String, Collection<Comparable<?>>> exact = new HashMap<>();
    exact.put("user_id", List.of(user));
    exact.put("order_no", List.of((order << 10) | (user & 1023)));
    assertThat(nodes(exact, Map.of())).isEqualTo(nodes("user_id", user));
    assertThat(nodes(exact, range("slot", 0, 1023))).isEqualTo(nodes("user_id", user));
  }

  @Test
  void keysThatContradictEachOtherGoWhereTheFirstOneOfThePropertiesPoints() {
    Map<String, Collection<Comparable<?>>> exact = new HashMap<>();
    exact.put("order_no", List.of(64L));
    exact.put("user_id", List.of(700L));
    exact.put("slot", List.of(1));
    assertThat(nodes(exact, Map.of())).isEqualTo(nodes("user_id", 700L));
  }

  @Test
  void severalListsMeetInTheirIntersection() {
    Map<String, Collection<Comparable<?>>> exact = new HashMap<>();
    exact.put("user_id", List.of(0L, 64L, 128L));
    exact.put("order_no", List.of(64L, 128L, 192L));
    assertThat(nodes(exact, Map.of())).containsExactlyInAnyOrder(node(1), node(2));
  }

  @Test
  void aColumnThatIsNotSetOrAnIdRangeBesideAKeyDoesNotMatter() {
    Map<String, Collection<Comparable<?>>> exact = new HashMap<>();
    exact.put("user_id", List.of(700L));
    exact.put("slot", Arrays.asList((Comparable<?>) null));
    assertThat(nodes(exact, Map.of("order_no", Range.lessThan(5L)))).containsExactly(node(10));
  }

  @Test
  void aRangeOfIdsAloneIsRefusedRatherThanSentEverywhere() {
    assertThatThrownBy(() -> nodes(Map.of(), Map.of("user_id", Range.closed(1L, 500L))))
        .isInstanceOf(UnroutableException.class)
        .hasMessageContaining("orders.user_id in [1..500]")
        .hasMessageContaining("says nothing about their slots");
  }

  static Stream<Arguments> unroutable() {
    return Stream.of(
        Arguments.of("user_id", null, "orders.user_id = null", "is null"),
        Arguments.of("user_id", -1, "orders.user_id = -1", "is negative"),
        Arguments.of("user_id", Long.MIN_VALUE, "-9223372036854775808", "is negative"),
        Arguments.of("user_id", new BigInteger("-5"), "= -5", "is negative"),
        Arguments.of("user_id", BigInteger.TWO.pow(63), "9223372036854775808", "larger than an id"),
        Arguments.of("user_id", new BigDecimal("1.5"), "= 1.5", "is a fraction"),
        Arguments.of(
            "user_id", new BigDecimal("1E+999999999"), "1E+999999999", "larger than an id"),
        Arguments.of("user_id", new BigDecimal("1E-999999999"), "1E-999999999", "is a fraction"),
        Arguments.of("user_id", 5.0, "= 5.0", "is a Double, not an integer"),
        Arguments.of("user_id", true, "= true", "is a Boolean, not an integer"),
        Arguments.of("user_id", "", "= ''", "is not a decimal integer"),
        Arguments.of("user_id", "12x", "= '12x'", "is not a decimal integer"),
        Arguments.of("user_id", "-12", "= '-12'", "is not a decimal integer"),
        Arguments.of("user_id", "\u0665", "= '\u0665'", "is not a decimal integer"),
        Arguments.of("user_id", "9".repeat(5_000), "999…'", "is not a decimal integer"),
        Arguments.of("username", 5L, "orders.username = 5", "is not text"),
        Arguments.of(
            "username", "jos\u00e9", "orders.username", "is not a name in printable ASCII"),
        Arguments.of("slot", 1024, "orders.slot = 1024", "is not a slot"),
        Arguments.of("colour", 5, "orders.colour", "do not say what it carries"));
  }

  @ParameterizedTest
  @MethodSource("unroutable")
  void aValueThatCannotBeRoutedIsAnErrorThatNamesTableColumnAndValue(
      String column, @Nullable Comparable<?> value, String where, String why) {
    assertThatThrownBy(() -> nodes(column, value))
        .isInstanceOf(UnroutableException.class)
        .hasMessageContaining(where)
        .hasMessageContaining(why)
        .message()
        .hasSizeLessThan(250);
  }

  @Test
  void nullAmongOtherKeysIsAnError() {
    assertThatThrownBy(() -> nodes("user_id", 5L, null))
        .isInstanceOf(UnroutableException.class)
        .hasMessageContaining("orders.user_id = null");
  }

  @Test
  void aRangeWithoutAnySlotIsAnError() {
    assertThatThrownBy(() -> nodes(Map.of(), range("slot", 2000, 3000)))
        .isInstanceOf(UnroutableException.class)
        .hasMessageContaining("orders.slot in [2000..3000]");
  }
}
