package io.mall.sharding;

import io.mall.sharding.slot.Placement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rules file, read and checked: which data sources there are, which replicas follow which
 * primary, which actual tables each logic table has. Reading it connects to nothing.
 */
public final class Rules {
  /** The rules of the shop, inside the jar. */
  public static final String BUNDLED = "sharding-rules/rules.yaml";

  /**
   * One pair of primary and replicas.
   *
   * @param name the logic data source, {@code ds_0}
   * @param primary the data source that is written, {@code ds_0_primary}
   */
  public record Group(String name, String primary, List<String> replicas) {
    public Group {
      replicas = List.copyOf(replicas);
    }
  }

  /**
   * One logic table.
   *
   * @param sharded whether a sharding key finds its rows, as opposed to a table that lives whole in
   *     one data source
   * @param actualTables in the order of the rules
   */
  public record LogicTable(String name, boolean sharded, List<ActualTable> actualTables) {
    public LogicTable {
      actualTables = List.copyOf(actualTables);
    }
  }

  /**
   * One actual table.
   *
   * @param dataSource the logic data source that holds it, {@code ds_0}
   * @param name its name there, {@code orders_3}
   */
  public record ActualTable(String dataSource, String name) {
    @Override
    public String toString() {
      return dataSource + "." + name;
    }
  }

  private final String origin;
  private final RulesYaml yaml;
  private final List<Group> groups;
  private final List<LogicTable> tables;
  private final @Nullable Placement placement;

  private Rules(String origin, String text) {
    this.origin = origin;
    this.yaml = RulesYaml.parse(origin, text);
    this.groups = yaml.groups();
    this.tables = yaml.tables();
    List<String> findings = RulesCheck.findings(this, yaml);
    if (!findings.isEmpty()) {
      throw new RulesException(origin, findings);
    }
    this.placement = yaml.placement();
  }

  /**
   * Reads a file.
   *
   * @throws RulesException if it is not a usable rules file
   */
  public static Rules read(Path file) {
    try {
      return new Rules(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new RulesException(file.toString(), "it cannot be read: " + Findings.reason(e), e);
    }
  }

  /** Reads the rules of the shop from the class path. */
  public static Rules bundled() {
    String origin = "classpath:" + BUNDLED;
    try (InputStream in = Rules.class.getClassLoader().getResourceAsStream(BUNDLED)) {
      if (in == null) {
        throw new RulesException(origin, List.of("it is not on the class path"));
      }
      return new Rules(origin, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new RulesException(origin, "it cannot be read: " + Findings.reason(e), e);
    }
  }

  /** Where the rules come from, for messages. */
  public String origin() {
    return origin;
  }

  /** The logic data sources; one without replicas has none in the rules. */
  public List<Group> groups() {
    return groups;
  }

  /** All logic tables, sharded ones first. */
  public List<LogicTable> tables() {
    return tables;
  }

  /** A logic table by its name. */
  public Optional<LogicTable> table(String name) {
    return tables.stream().filter(each -> each.name().equalsIgnoreCase(name)).findFirst();
  }

  /**
   * Which data source holds which table group; all tables that are sharded by slot have the same.
   *
   * @throws IllegalStateException if no table is
   */
  public Placement placement() {
    if (placement == null) {
      throw new IllegalStateException(origin + ": no table is sharded by slot");
    }
    return placement;
  }

  /** The names of the data sources one can connect to, in the order of the file. */
  public List<String> dataSources() {
    return List.copyOf(yaml.dataSources().keySet());
  }

  Map<String, Map<String, Object>> dataSourceProperties() {
    return yaml.dataSources();
  }

  RulesYaml yaml() {
    return yaml;
  }
}
