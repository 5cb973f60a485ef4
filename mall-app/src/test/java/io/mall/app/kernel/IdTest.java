package io.mall.app.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class IdTest {

  private final JsonMapper json = new JsonMapper();

  record Line(ProductId productId, OrderNo orderNo) {}

  @Property
  void anIdSurvivesTextAndJson(@ForAll @LongRange(min = 1) long value) {
    OrderNo orderNo = new OrderNo(value);
    assertThat(OrderNo.of(orderNo.text())).isEqualTo(orderNo);
    assertThat(json.writeValueAsString(orderNo)).isEqualTo("\"" + value + "\"");
    assertThat(json.readValue(json.writeValueAsString(orderNo), OrderNo.class)).isEqualTo(orderNo);
  }

  @Property
  void theSlotIsTheLowestTenBits(@ForAll @LongRange(min = 1) long value) {
    assertThat(new UserId(value).slot()).isEqualTo((int) (value % 1024));
  }

  @Test
  void aRecordOfIdsIsAnObjectOfStrings() {
    assertThat(json.writeValueAsString(new Line(new ProductId(7), new OrderNo(Long.MAX_VALUE))))
        .isEqualTo("{\"productId\":\"7\",\"orderNo\":\"9223372036854775807\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "0",
        "-1",
        "+1",
        "01",
        "1.0",
        "1e3",
        "0x1",
        "١",
        "abc",
        " 7",
        "7 ",
        "9223372036854775808",
        "99999999999999999999"
      })
  void anythingElseIsRefusedWithASentence(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProductId.of(text))
        .withMessageStartingWith("must be ");
  }
}
