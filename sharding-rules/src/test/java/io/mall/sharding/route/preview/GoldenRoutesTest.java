package io.mall.sharding.route.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.sharding.route.ddl.LogicSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Reads the mappers and compares their routes with {@code sharding-rules/routes.txt}. A difference
 * that is meant is written by {@code sharding-rules/shardctl routes --golden
 * sharding-rules/routes.txt --update}.
 */
class GoldenRoutesTest {

  private static final Path HOME = Path.of(System.getProperty("mall.home", ".."));

  @Test
  void theMappersGoWhereTheGoldenFileSays() throws IOException {
    LogicSchema schema = LogicSchema.read(HOME.resolve("sql/schema"));
    RoutePreview preview = RoutePreview.open(HOME.resolve("sharding-rules/rules.yaml"), schema);
    MapperRoutes mappers = MapperRoutes.of(List.of(HOME.resolve("sql/mapper")), preview, schema);
    assertThat(schema.problems()).isEmpty();
    assertThat(mappers.problems()).isEmpty();
    List<String> golden = Files.readAllLines(HOME.resolve("sharding-rules/routes.txt"));
    assertThat(RouteText.lines(mappers.routes())).isEqualTo(golden);
    assertThat(golden).noneMatch(each -> each.contains("  unsupported  "));
  }
}
