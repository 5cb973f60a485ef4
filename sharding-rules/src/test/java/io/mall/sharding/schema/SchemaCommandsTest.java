package io.mall.sharding.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mall.sharding.cli.Shardctl;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code shardctl ddl} and {@code shardctl drift} as a DBA runs them. */
@Tag("real")
class SchemaCommandsTest {

  private final Databases databases;
  private String out = "";
  private String err = "";

  SchemaCommandsTest(@TempDir Path folder) throws Exception {
    databases = new Databases(folder);
  }

  @AfterEach
  void dropDatabases() throws Exception {
    databases.close();
  }

  @Test
  void statementsAreAFindingUntilTheyAreApplied() {
    assertThat(shardctl("ddl")).isEqualTo(1);
    assertThat(out)
        .startsWith(
            "-- ds_0 primary %s.orders_0%nCREATE TABLE `orders_0` ("
                .formatted(databases.address("MALL_DS_0_PRIMARY_URL")));
    assertThat(err.lines()).hasSize(2);

    assertThat(shardctl("ddl", "--apply")).isZero();
    assertThat(shardctl("ddl")).isZero();
    assertThat(out).isEmpty();
  }

  @Test
  void driftIsAFindingAndJsonCarriesItsParts() throws Exception {
    shardctl("ddl", "--apply");
    databases.cluster.awaitReplicas();
    assertThat(shardctl("drift", "--replicas")).isZero();
    databases.execute("MALL_DS_1_PRIMARY_URL", "ALTER TABLE products ADD COLUMN extra TEXT");

    assertThat(shardctl("drift", "--json")).isEqualTo(1);
    JsonNode drifts = new ObjectMapper().readTree(out).get("drifts");
    assertThat(drifts).hasSize(1);
    assertThat(drifts.get(0).get("table").asText())
        .isEqualTo(databases.address("MALL_DS_1_PRIMARY_URL") + ".products");
    assertThat(drifts.get(0).get("what").asText()).isEqualTo("column extra");

    assertThat(shardctl("ddl", "--apply", "--json")).isEqualTo(1);
    assertThat(new ObjectMapper().readTree(out).get("steps")).isEmpty();
  }

  private int shardctl(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(
        List.of("--rules", databases.path("rules.yaml"), "--schema", databases.path("schema")));
    var outBytes = new ByteArrayOutputStream();
    var errBytes = new ByteArrayOutputStream();
    int code =
        Shardctl.run(
            all,
            databases.environment::get,
            new PrintStream(outBytes, true, StandardCharsets.UTF_8),
            new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return code;
  }
}
