package io.mall.app.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {

  @Test
  void aKeyIsOneToSixtyFourVisibleCharacters() {
    assertThat(IdempotencyKey.of("!").text()).isEqualTo("!");
    assertThat(IdempotencyKey.of("~".repeat(64)).text()).hasSize(64);
  }

  @Test
  void anythingElseIsRefused() {
    for (String header : new String[] {null, "", " ", "a b", "ä", "\u007f", "x".repeat(65)}) {
      assertThatThrownBy(() -> IdempotencyKey.of(header)).hasMessage("idempotency/invalid-key");
    }
  }
}
