package io.mall.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {

  @Test
  void aVersionIsAStrongTagAndBack() {
    assertThat(new EntityTag(7).header()).isEqualTo("\"7\"");
    assertThat(EntityTag.required("\"7\"")).isEqualTo(new EntityTag(7));
    assertThat(EntityTag.required(" W/\"7\" ")).isEqualTo(new EntityTag(7));
  }

  @Test
  void aChangeWithoutAVersionIsRefused() {
    assertThatThrownBy(() -> EntityTag.required(null)).hasMessage("request/version-required");
    assertThatThrownBy(() -> EntityTag.required(" ")).hasMessage("request/version-required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "7", "\"seven\"", "\"7\", \"8\"", "\"-7\"", "\"\"", "\"7"})
  void anythingButOneTagIsRefused(String header) {
    assertThatThrownBy(() -> EntityTag.required(header)).hasMessage("request/invalid-header");
  }

  @Test
  void aChangeOfAnOldVersionIsRefused() {
    new EntityTag(7).mustMatch(7);
    assertThatThrownBy(() -> new EntityTag(7).mustMatch(8)).hasMessage("request/version-changed");
  }

  @Test
  void aClientThatHasTheVersionIsRecognised() {
    assertThat(new EntityTag(7).isIn(null)).isFalse();
    assertThat(new EntityTag(7).isIn("\"6\", W/\"7\"")).isTrue();
    assertThat(new EntityTag(7).isIn("*")).isTrue();
    assertThat(new EntityTag(7).isIn("\"77\"")).isFalse();
  }
}
