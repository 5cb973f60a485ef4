package io.mall.sharding.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DdlReaderTest {

  @Test
  void aStatementIsCutAtTheTablesName() {
    LogicTable table = read("CREATE TABLE orders (\n  id INT\n);").getFirst();

    assertThat(table.createAs("orders_3")).isEqualTo("CREATE TABLE `orders_3` (\n  id INT\n)");
  }

  @Test
  void theNameMayBeQuotedAndTheStatementConditional() {
    LogicTable table = read("create table if not exists `orders`(id INT)").getFirst();

    assertThat(table.createAs("orders_3"))
        .isEqualTo("create table if not exists `orders_3`(id INT)");
  }

  @Test
  void commentsAreDroppedAndQuotedTextIsNot() {
    String sql =
        """
        -- orders; all of them
        CREATE TABLE orders ( # why
          -- alone on its line
          id INT, /* a ; in a comment */
          note VARCHAR(9) DEFAULT '-- no # comment; it''s /* text */',
          `odd;name` INT DEFAULT 5--3
        );
        """;

    assertThat(read(sql).getFirst().createAs("t"))
        .isEqualTo(
            """
            CREATE TABLE `t` (\s
              id INT,\s
              note VARCHAR(9) DEFAULT '-- no # comment; it''s /* text */',
              `odd;name` INT DEFAULT 5--3
            )""");
  }

  @Test
  void aTableKnowsItsFileAndLine() {
    List<LogicTable> tables =
        read("-- first\nCREATE TABLE a (id INT);\n\n/* second\n */ CREATE TABLE b (id INT);\n");

    assertThat(tables.get(0).source()).isEqualTo("sql/shop.sql:2");
    assertThat(tables.get(1).source()).isEqualTo("sql/shop.sql:5");
  }

  @Test
  void anyOtherStatementIsRefusedWithItsPlace() {
    assertRefused(
        "\nDROP TABLE orders;",
        "sql/shop.sql:2: only CREATE TABLE name (...) may stand in a schema file, found: DROP TABLE orders");
    assertRefused(
        "CREATE TABLE mall.orders (id INT);",
        "sql/shop.sql:1: only CREATE TABLE name (...) may stand in a schema file, found: CREATE TABLE mall.orders (id INT)");
    assertRefused(
        "CREATE TABLE copy LIKE orders;",
        "sql/shop.sql:1: only CREATE TABLE name (...) may stand in a schema file, found: CREATE TABLE copy LIKE orders");
  }

  @Test
  void aTextThatIsNeverClosedIsRefusedWhereItStarts() {
    assertRefused(
        "CREATE TABLE a (\n  b INT DEFAULT 'x\n);",
        "sql/shop.sql:2: what starts here is never closed");
  }

  @Test
  void aTableCreatedTwiceIsRefusedWithBothPlaces() {
    assertThatThrownBy(
            () ->
                DdlReader.read(
                    "sql",
                    new TreeMap<>(
                        Map.of(
                            "a.sql", "CREATE TABLE t (i INT)", "b.sql", "CREATE TABLE t (i INT)"))))
        .hasMessage("sql/b.sql:1: table t is already created in sql/a.sql:1");
  }

  @Test
  void anEmptyFolderIsRefused() {
    assertThatThrownBy(() -> DdlReader.read("sql", Map.of()))
        .hasMessage("sql has no file *.sql with a CREATE TABLE");
  }

  private static void assertRefused(String sql, String message) {
    assertThatThrownBy(() -> read(sql)).isInstanceOf(SchemaException.class).hasMessage(message);
  }

  private static List<LogicTable> read(String sql) {
    return DdlReader.read("sql", Map.of("shop.sql", sql));
  }
}
