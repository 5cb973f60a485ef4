package io.mall.sharding.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaPropsTest {

  @Test
  void defaultsAreTwoSecondsAndFiftyMilliseconds() {
    assertThat(ReplicaProps.of(new Properties()))
        .isEqualTo(new ReplicaProps(Duration.ofSeconds(2), Duration.ofMillis(50)));
  }

  @Test
  void timesHaveAUnit() {
    Properties props = new Properties();
    props.setProperty("max-lag", "1m");
    props.setProperty("max-wait", "0ms");
    assertThat(ReplicaProps.of(props))
        .isEqualTo(new ReplicaProps(Duration.ofMinutes(1), Duration.ZERO));
  }

  @ParameterizedTest
  @CsvSource({
    "max-lag, 2000, max-lag",
    "max-lag, 499ms, 500ms",
    "max-wait, 2s, at most 1s",
    "max-wait, soon, max-wait",
    "maxlag, 2s, maxlag",
  })
  void whatCannotBeMeantIsRefused(String name, String value, String named) {
    Properties props = new Properties();
    props.setProperty(name, value);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReplicaProps.of(props))
        .withMessageContaining(named);
  }
}
