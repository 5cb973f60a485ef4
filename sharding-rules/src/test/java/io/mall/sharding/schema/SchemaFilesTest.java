package io.mall.sharding.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What opening a schema refuses before any server is asked, and where it finds things. */
class SchemaFilesTest {

  private static final String RULES =
      """
      dataSources:
        ds_0: {jdbcUrl: '$${URL_0::}', username: u, password: p}
        ds_1: {jdbcUrl: '$${URL_1::}', username: u, password: p}
      rules:
      - !SHARDING
        tables:
          orders:
            actualDataNodes: ds_$->{0..1}.orders_$->{0..1}
      - !SINGLE
        tables: [ds_1.products]
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.createDirectories(folder.resolve("schema/deep"));
    write("rules.yaml", RULES);
    write("schema/orders.sql", "CREATE TABLE orders (id INT);");
    write("schema/deep/products.sql", "\nCREATE TABLE products (id INT);");
  }

  @Test
  void aTableInNoRuleIsRefusedWithItsFileAndLine() throws IOException {
    write("schema/deep/extra.sql", "\n\nCREATE TABLE extra (id INT);");

    assertRefused("{schema}/deep/extra.sql:3: table extra is in no rule of {rules}");
  }

  @Test
  void aRuleWithoutATableIsRefused() throws IOException {
    Files.delete(folder.resolve("schema/orders.sql"));

    assertRefused("{rules}: table orders has no CREATE TABLE in {schema}");
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    assertThatThrownBy(
            () -> Schema.open(folder.resolve("rules.yaml").toString(), "nowhere", _ -> null))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("nowhere cannot be read");
  }

  @Test
  void theSchemaOfTheShopIsOnTheClassPath() {
    assertThat(new Location("classpath:sql/schema").texts(".sql"))
        .containsKeys("sharded/orders.sql", "catalog/products.sql");
  }

  @Test
  void aFolderInAJarIsListed() throws Exception {
    Path jar = folder.resolve("shop.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String name : List.of("sql/schema/a.sql", "sql/schema/b.txt", "sql/other/c.sql")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
      zip.putNextEntry(new ZipEntry("sql/schema/"));
    }
    try (var loader = new java.net.URLClassLoader(new java.net.URL[] {jar.toUri().toURL()}, null)) {
      var url = java.util.Objects.requireNonNull(loader.getResource("sql/schema/"));

      assertThat(Location.texts(url, ".sql"))
          .containsExactly(Map.entry("a.sql", "sql/schema/a.sql"));
    }
  }

  private void assertRefused(String message) {
    assertThatThrownBy(this::open)
        .isInstanceOf(SchemaException.class)
        .hasMessage(
            message
                .replace("{schema}", folder.resolve("schema").toString())
                .replace("{rules}", folder.resolve("rules.yaml").toString()));
  }

  private Schema open() {
    return Schema.open(
        folder.resolve("rules.yaml").toString(), folder.resolve("schema").toString(), _ -> null);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }
}
