package io.mall.sharding.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotTest {
  @Property
  void theSlotOfAnIdIsItsLowTenBits(@ForAll @LongRange(min = 0) long id) {
    assertThat(Slot.ofId(id).value()).isEqualTo((int) (id % 1024));
    assertThat(Slot.ofId(id).owns(id)).isTrue();
  }

  @Test
  void aNegativeIdHasNoSlot() {
    assertThatThrownBy(() -> Slot.ofId(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new Slot(1024)).hasMessageContaining("1024");
  }

  @Test
  void theSlotOfANameNeverChanges() {
    // CRC32 of zlib, as MySQL and MariaDB have it: rows are stored by it.
    assertThat(Slot.ofName("user1")).isEqualTo(new Slot(0x8c518555 & 1023));
    assertThat(Slot.ofName("123456789")).isEqualTo(new Slot(0xcbf43926 & 1023));
  }

  @Test
  void theSlotOfANameDoesNotDependOnCaseOrLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(Slot.ofName("IRIS.Smith")).isEqualTo(Slot.ofName("iris.smith"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "jos\u00e9", "a\nb", "\uD83D\uDE00"})
  void aNameThatIsNotPrintableAsciiHasNoSlot(String name) {
    assertThatThrownBy(() -> Slot.ofName(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesSpreadOverTheSlots() {
    int[] perGroup = new int[TableGroup.COUNT];
    Set<Slot> slots = new HashSet<>();
    for (int i = 0; i < 16_000; i++) {
      Slot slot = Slot.ofName("user" + i);
      slots.add(slot);
      perGroup[slot.group().number()]++;
    }
    assertThat(slots).hasSize(Slot.COUNT);
    assertThat(IntStream.of(perGroup).min().orElse(0)).isGreaterThan(900);
    assertThat(IntStream.of(perGroup).max().orElse(0)).isLessThan(1_100);
  }

  @Test
  void everySlotBelongsToOneGroupAndTheGroupsAreContiguous() {
    int next = 0;
    for (TableGroup group : TableGroup.all()) {
      assertThat(group.firstSlot()).isEqualTo(next);
      for (int slot = group.firstSlot(); slot <= group.lastSlot(); slot++) {
        assertThat(new Slot(slot).group()).isEqualTo(group);
      }
      next = group.lastSlot() + 1;
    }
    assertThat(next).isEqualTo(Slot.COUNT);
  }
}
