package io.mall.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SwitchTest {

  @Test
  void isOnUntilAnOperatorTurnsItAndAgainAfterwards() {
    Switch cache = new Switch("cache", "Keeps things in memory.");
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    SwitchEndpoint endpoint = new SwitchEndpoint(List.of(cache), Clock.systemUTC(), metrics);
    assertThat(cache.isOn()).isTrue();
    assertThat(cache.lastChange()).isNull();

    assertThat(endpoint.change("cache", false, "wrong prices", "ada").getStatus()).isEqualTo(200);
    assertThat(cache.isOn()).isFalse();
    assertThat(metrics.get("mall.switch").tag("name", "cache").gauge().value()).isZero();
    assertThat(endpoint.list().getFirst().changedBy()).isEqualTo("ada");

    assertThat(endpoint.change("cache", true, "prices are right", null).getStatus()).isEqualTo(200);
    assertThat(cache.isOn()).isTrue();
    assertThat(metrics.get("mall.switch").tag("name", "cache").gauge().value()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two\nlines", "\u001b[31m"})
  void aReasonThatIsNoLineOfTextChangesNothing(String reason) {
    Switch cache = new Switch("cache", "Keeps things in memory.");
    SwitchEndpoint endpoint =
        new SwitchEndpoint(List.of(cache), Clock.systemUTC(), new SimpleMeterRegistry());
    assertThat(endpoint.change("cache", false, reason, null).getStatus()).isEqualTo(400);
    assertThat(endpoint.change("cache", false, "fine", "x".repeat(201)).getStatus()).isEqualTo(400);
    assertThat(cache.isOn()).isTrue();
  }

  @Test
  void twoOfOneNameStopTheStart() {
    List<Switch> twins = List.of(new Switch("cache", "One."), new Switch("cache", "Two."));
    assertThatIllegalStateException()
        .isThrownBy(() -> new SwitchEndpoint(twins, Clock.systemUTC(), new SimpleMeterRegistry()))
        .withMessageContaining("cache");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Cache", "a b", "a--b", "-a", "a/b"})
  void aNameIsFitForAPathAndATag(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Switch(name, "Something."));
  }
}
