package io.mall.sharding.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

  private static final String SERVER = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1-10-7041|1:7041",
        "1-10-7041,2-20-3|1:7041,2:3",
        SERVER + ":57|" + SERVER + ":57",
        SERVER + ":1-5:7|" + SERVER + ":7",
        SERVER + ":1-5:tag_a:1-9|" + SERVER + ":5," + SERVER + ":tag_a:9",
        "1:7041|1:7041",
      })
  void bothEnginesArePutInOneForm(String said, String position) {
    assertThat(Position.parse(said)).hasToString(position);
    assertThat(Position.parse(position)).isEqualTo(Position.parse(said));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "1", "1-2", "1-2-3-4", "1:", ":1", "1:-", "1:9999999999999999999", "a b:1"})
  void whatIsNoPositionIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Position.parse(text));
  }

  @Test
  void aReplicaCoversWhatItHasOfEverySource() {
    Position replica = Position.parse("1-10-100,2-20-5");
    assertThat(replica.covers(Position.parse("1-10-100"))).isTrue();
    assertThat(replica.covers(Position.parse("1-11-99,2-20-5"))).isTrue();
    assertThat(replica.covers(Position.parse("1-10-101"))).isFalse();
    assertThat(replica.covers(Position.parse("3-30-1"))).isFalse();
    assertThat(replica.covers(Position.NONE)).isTrue();
    assertThat(Position.NONE.covers(replica)).isFalse();
  }

  @Test
  void twoPositionsTogetherAreCoveredByWhoeverCoversEach() {
    Position both = Position.parse("1-10-100").and(Position.parse("1-10-90,2-20-5"));
    assertThat(both).hasToString("1:100,2:5");
  }
}
