package io.mall.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TextTest {

  private final Validator validator = Validation.buildDefaultValidatorFactory().getValidator();

  record Line(@Nullable @Text(min = 1, max = 4) String text) {}

  record Lines(@Text(max = 10, multiline = true) String text) {}

  @Test
  void anEmojiIsOneCharacterAsInTheDatabase() {
    assertThat(isLine("😀😀😀😀")).isTrue();
    assertThat(isLine("😀😀😀😀😀")).isFalse();
    assertThat(isLine(null)).isTrue();
  }

  @Test
  void blankTextIsNoTextWhereSomeIsRequired() {
    assertThat(isLine("")).isFalse();
    assertThat(isLine("   ")).isFalse();
  }

  @Test
  void controlCharactersAndHalfCharactersAreRefused() {
    assertThat(isLine("a\u0000")).isFalse();
    assertThat(isLine("a\n")).isFalse();
    assertThat(isLine("a\ud83d")).isFalse();
    assertThat(isLine("\ude00")).isFalse();
  }

  @Test
  void linesMayBreakWhereTheyMay() {
    assertThat(validator.validate(new Lines("a\n\tb"))).isEmpty();
    assertThat(validator.validate(new Lines("a\r\u0007b"))).isNotEmpty();
  }

  private boolean isLine(@Nullable String text) {
    return validator.validate(new Line(text)).isEmpty();
  }
}
