package io.mall.sharding.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementTest {
  @Test
  void groupsMayBeSpreadOverSeveralParts() {
    Placement placement = Placement.parse("ds_0: 0-3, ds_1:4-7 , ds_0 : 8, ds_2: 9 - 15");
    assertThat(placement.dataSourceOf(new TableGroup(8))).isEqualTo("ds_0");
    assertThat(placement.groupsOf("ds_0"))
        .extracting(TableGroup::number)
        .containsExactly(0, 1, 2, 3, 8);
    assertThat(placement.groupsOf("nowhere")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ds_0: 0-7, ds_1: 8-14 | no data source holds the groups [15]",
        "ds_0: 0-8, ds_1: 8-15 | group 8 is placed twice",
        "ds_0: 0-7, ds_1: 8-16 | `ds_1: 8-16` is not a range within 0-15",
        "ds_0: 7-0, ds_1: 8-15 | `ds_0: 7-0` is not a range within 0-15",
        "ds_0 0-15 | `ds_0 0-15` is not of the form `ds_0: 0-7`",
        "ds_0: 0-15, | `` is not of the form `ds_0: 0-7`",
      })
  void aWrongPlacementIsRefusedWithTheReason(String text, String reason) {
    assertThatThrownBy(() -> Placement.parse(text)).hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "target=table;id-columns=a;colour=red | unknown [colour]",
        "id-columns=a | `target` is missing",
        "target=tables;id-columns=a | `target: tables` is neither",
        "target=data-source;id-columns=a | `target: data-source` needs a `placement`",
        "target=table;placement=ds: 0-15;id-columns=a | `placement` contradicts `target: table`",
        "target=data-source;placement=ds: 0-14;id-columns=a | the groups [15]",
        "target=table | names a column",
        "target=table;id-columns=a,b;slot-columns=B | column `b` is listed twice",
      })
  void wrongPropertiesStopTheStartAndAreNamed(String text, String reason) {
    Properties props = new Properties();
    for (String each : text.split(";", -1)) {
      int equals = each.indexOf('=');
      props.setProperty(each.substring(0, equals), each.substring(equals + 1));
    }
    assertThatThrownBy(() -> new SlotShardingAlgorithm().init(props))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MALL_SLOT")
        .hasMessageContaining(reason);
  }
}
