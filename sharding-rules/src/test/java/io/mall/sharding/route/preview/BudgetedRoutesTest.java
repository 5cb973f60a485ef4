package io.mall.sharding.route.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.sharding.cli.Shardctl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetedRoutesTest {
  private static final Path HOME = Path.of(System.getProperty("mall.home", ".."));

  @TempDir private Path folder = Path.of("");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int check(String... more) {
    List<String> arguments = new ArrayList<>(List.of("routes", "--check"));
    arguments.addAll(List.of("--rules", HOME.resolve("sharding-rules/rules.yaml").toString()));
    arguments.addAll(List.of("--schema", HOME.resolve("sql/schema").toString()));
    arguments.addAll(List.of(more));
    return Shardctl.run(
        arguments,
        _ -> null,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void theStatementsOfTheShopKeepToTheirBudgets() {
    int exit =
        check(
            "--budgets",
            HOME.resolve("sharding-rules/budgets.yaml").toString(),
            HOME.resolve("sql/mapper").toString());
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("branches keep to their budgets");
    assertThat(exit).isZero();
  }

  @Test
  void aBreachNamesTheBranchTheRouteAndTheBudget() throws IOException {
    String mapper =
        file(
            "OrderMapper.xml",
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE mapper PUBLIC "-//mybatis.org//DTD Mapper 3.0//EN" "https://mybatis.org/dtd/mybatis-3-mapper.dtd">
            <mapper namespace="shop.OrderMapper">
              <select id="open" resultType="map">
                /* order.open */
                SELECT order_no FROM orders WHERE
                <choose>
                  <when test="userId != null">user_id = #{userId}</when>
                  <otherwise>slot BETWEEN #{low} AND 1023</otherwise>
                </choose>
              </select>
            </mapper>
            """);
    int exit = check("--budgets", file("budgets.yaml", "default: 1\nbudgets: {a.b: 2}"), mapper);
    assertThat(exit).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("OrderMapper.xml:4: order.open branch 2/2 may touch 1 shard (budget the default,")
        .contains("budgets.yaml:1) but touches 16: orders.slot in a range")
        .contains("ds_0_replica orders_0")
        .contains("budgets.yaml:2: no statement has this name");
    out.reset();
    assertThat(check("--budgets", file("budgets.yaml", "budgets: {order.*: 16}"), mapper)).isZero();
    out.reset();
    check("--json", "--budgets", file("budgets.yaml", "budgets: {order.*: 3}"), mapper);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\"budget\" : \"3\"", "\"overBudget\" : true", "\"shards\" : 16");
  }

  @Test
  void aFileThatCannotBeReadIsNamedWithThePlace() throws IOException {
    String broken = file("budgets.yaml", "default: 1\nbudget: {}");
    assertThat(check("--budgets", broken)).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("budgets.yaml:2:1: `budget` is not known here");
  }
}
