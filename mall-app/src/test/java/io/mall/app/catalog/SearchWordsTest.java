package io.mall.app.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lamp                  | +lamp*
          Blue Lamp             | +Blue* +Lamp*
          lamp lamp             | +lamp*
          the lamp of Aladdin   | +Aladdin* +lamp*
          TV stand              | +stand*
          rock'n'roll           | +rock* +roll*
          +lamp -blue (red)     | +blue* +lamp* +red*
          "blue lamp" @4        | +blue* +lamp*
          lamp* ~blue <red >hat | +blue* +hat* +lamp* +red*
          100% wool             | +100* +wool*
          usb_cable             | +usb_cable*
          \uD83D\uDE00lamp\uD83D\uDE00 | +lamp*
          手机壳                 | +手机壳*
          हिन्दी                  | +हिन्दी*
          e\u0301toile          | +étoile*
          """)
  void whatIsTypedBecomesWordsWithoutOperators(String text, String expression) {
    assertThat(SearchWords.of(text.translateEscapes()).expression()).isEqualTo(expression);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a",
        "tv",
        "the",
        "The WITH und",
        "+-*",
        "\"",
        "''",
        "😀",
        "😀😀😀",
        "%_%",
        "\u0000",
        "..."
      })
  void textWithoutASearchableWordIsRefused(String text) {
    assertThatThrownBy(() -> SearchWords.of(text)).hasMessage("catalog/unsearchable-text");
  }

  @Test
  void wordsLongerThanTheIndexHoldsAreLeftOut() {
    assertThat(SearchWords.of("x".repeat(85) + " lamp").expression()).isEqualTo("+lamp*");
    assertThat(SearchWords.of("x".repeat(84)).words()).hasSize(1);
  }

  @Test
  void moreThanEightWordsAreNotLookedFor() {
    assertThat(SearchWords.of("one0 two0 thr0 fou0 fiv0 six0 sev0 eig0 nin0").words()).hasSize(8);
  }
}
