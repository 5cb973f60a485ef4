package io.mall.sharding.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

  @Test
  void semicolonsInTextsAndCommentsEndNothing() {
    assertThat(
            Script.statements(
                "/* a; b */ SELECT ';' ; -- no; more\nSELECT \"x\\\";\" FROM `t;`;\n# end;\n"))
        .containsExactly("/* a; b */ SELECT ';'", "-- no; more\nSELECT \"x\\\";\" FROM `t;`");
    assertThat(Script.statements("SELECT 'never closed; ")).hasSize(1);
    assertThat(Script.statements(" ; ;")).isEmpty();
  }

  @Test
  void aStatementIsWholeAtItsSemicolon() {
    assertThat(Script.isWhole("SELECT 1")).isFalse();
    assertThat(Script.isWhole("SELECT ';")).isFalse();
    assertThat(Script.isWhole("SELECT 1; -- and a comment\n")).isTrue();
    assertThat(Script.isWhole("\n")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"select 1", "/* x */ SHOW TABLES", "(SELECT 1)", "with a as (select 1) select 1"})
  void aStatementThatReadsIsKnownByItsFirstWord(String sql) {
    assertThat(Script.reads(sql)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM t",
        "/* SELECT */ UPDATE t SET a = 1",
        "SET x = 1",
        "SELECTED",
        "CALL p()"
      })
  void whateverElseIsTakenForAWrite(String sql) {
    assertThat(Script.reads(sql)).isFalse();
  }
}
