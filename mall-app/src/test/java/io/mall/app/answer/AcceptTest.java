package io.mall.app.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EmptySource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptTest {

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "*/*",
        "application/json",
        "Application/JSON",
        "application/json;q=0.1, text/html",
        "application/*;q=0.5",
        "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8",
        "text/html,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
        "text/html;q=0, application/json",
      })
  void jsonIsSentToThoseWhoTakeIt(String header) {
    assertThat(Accept.takesJson(header)).isTrue();
  }

  @ParameterizedTest
  @EmptySource
  @ValueSource(
      strings = {
        "application/xml",
        "text/html, application/xml;q=0.9",
        "application/json;q=0, */*",
        "*/*, application/json; q=0.0",
        "*/*;q=0",
        "application/json;charset=utf-8",
        "application/json;q=much",
        "application/problem+json",
        "application/json-patch+json",
        "json",
      })
  void whoeverDoesNotForCertainIsLeftToOthers(String header) {
    assertThat(Accept.takesJson(header)).isFalse();
  }
}
