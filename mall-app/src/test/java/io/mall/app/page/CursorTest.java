package io.mall.app.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.app.problem.ProblemException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class CursorTest {

  @Property
  void aCursorLeadsBackToItsKeys(@ForAll long first, @ForAll long second) {
    Cursor cursor = Cursor.of("products/price", first, second);
    assertThat(Cursor.parse(cursor.text(), "products/price", 2)).isEqualTo(cursor);
    assertThat(cursor.text()).matches("[A-Za-z0-9_-]+");
  }

  @Property
  void textThatIsNoCursorIsRefused(
      @ForAll @StringLength(max = 70) @CharRange(from = 'A', to = 'z') String text) {
    assertRefused(text, "orders", 1);
  }

  @Test
  void aCursorOfAnotherListIsRefused() {
    assertRefused(Cursor.of("orders", 7L).text(), "payments", 1);
    assertRefused(Cursor.of("orders", 7L).text(), "orders", 2);
  }

  @Test
  void anAlteredCursorIsRefused() {
    String text = Cursor.of("orders", 7L).text();
    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'A' ? 'B' : 'A';
      assertRefused(text.substring(0, i) + other + text.substring(i + 1), "orders", 1);
    }
    assertRefused(text + "=", "orders", 1);
  }

  @Test
  void theExtraRowTellsThatThereIsMore() {
    Page<Long> page = Page.of(List.of(9L, 8L, 7L), 2, key -> Cursor.of("orders", key));
    assertThat(page.items()).containsExactly(9L, 8L);
    assertThat(page.nextCursor()).isEqualTo(Cursor.of("orders", 8L).text());
    assertThat(Page.of(List.of(9L, 8L), 2, key -> Cursor.of("orders", key)).nextCursor()).isNull();
  }

  @Test
  void aPageHasOneToAHundredItems() {
    assertThat(Page.limit(null)).isEqualTo(20);
    assertThat(Page.limit(100)).isEqualTo(100);
    assertThatThrownBy(() -> Page.limit(0)).hasMessage("page/limit-out-of-range");
    assertThatThrownBy(() -> Page.limit(101)).hasMessage("page/limit-out-of-range");
  }

  private static void assertRefused(String text, String list, int keys) {
    assertThatThrownBy(() -> Cursor.parse(text, list, keys))
        .isInstanceOf(ProblemException.class)
        .hasMessage("page/broken-cursor");
  }
}
