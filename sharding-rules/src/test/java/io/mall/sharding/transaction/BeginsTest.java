package io.mall.sharding.transaction;

import static io.mall.sharding.transaction.AcrossShards.Away.AGAIN;
import static io.mall.sharding.transaction.AcrossShards.Away.GIVEN_UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BeginsTest {

  private final List<AcrossShards.Away> told = new ArrayList<>();
  private final Begins begins = new Begins(told::add);
  private int tries;

  @Test
  void aCoordinatorThatIsThereIsAskedOnce() {
    assertThat(begins.begin(() -> awayFor(0))).isEqualTo("xid 1");
    assertThat(told).isEmpty();
  }

  @Test
  void oneThatComesBackSoonIsNotMissed() {
    assertThat(begins.begin(() -> awayFor(2))).isEqualTo("xid 3");
    assertThat(told).containsExactly(AGAIN, AGAIN);
  }

  @Test
  void oneThatStaysAwayIsToldAfterThreeTries() {
    assertThatThrownBy(() -> begins.begin(() -> awayFor(100)))
        .isInstanceOf(CoordinatorUnavailableException.class);
    assertThat(tries).isEqualTo(3);
    assertThat(told).containsExactly(AGAIN, AGAIN, GIVEN_UP);
  }

  @Test
  void whatElseGoesWrongIsNotRepeated() {
    assertThatThrownBy(
            () ->
                begins.begin(
                    () -> {
                      tries++;
                      throw new IllegalStateException("a defect");
                    }))
        .hasMessage("a defect");
    assertThat(tries).isEqualTo(1);
    assertThat(told).isEmpty();
  }

  private String awayFor(int failures) {
    tries++;
    if (tries <= failures) {
      throw new CoordinatorUnavailableException("begin", "test", new RuntimeException("away"));
    }
    return "xid " + tries;
  }
}
