package io.mall.app.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {

  @ParameterizedTest
  @ValueSource(strings = {"\"7\"", "W/\"7\"", "*", " * ", "\"6\", \"7\"", "\"a,b\" ,W/\"7\",\"8\""})
  void aTagIsFoundInAListOfThem(String list) {
    assertThat(EntityTags.contain(list, "\"7\"")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "7", "\"77\"", "\"7", "w/\"7\"", "\"6\" \"8\"", "\"a\"7\"", "W/7", "W/"})
  void whatIsNoListOfItsTagsIsNot(String list) {
    assertThat(EntityTags.contain(list, "\"7\"")).isFalse();
  }
}
