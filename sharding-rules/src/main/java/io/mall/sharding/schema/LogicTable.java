package io.mall.sharding.schema;

/**
 * One CREATE TABLE statement of the schema files, cut where the table's name stands.
 *
 * @param name the logic table
 * @param source file and line of the statement
 * @param head the statement up to the name
 * @param tail the statement after the name
 */
record LogicTable(String name, String source, String head, String tail) {

  String createAs(String actualTable) {
    return head + "`" + actualTable + "`" + tail;
  }
}
