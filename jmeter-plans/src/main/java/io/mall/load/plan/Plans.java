package io.mall.load.plan;

import io.mall.load.LoadException;
import io.mall.load.plan.Load.Closed;
import io.mall.load.plan.Load.Course;
import io.mall.load.plan.Load.Open;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The plans of the folder {@code jmeter-plans}, as {@code plans.yaml} tells of them. */
public final class Plans {
  private static final String DEFAULTS = "defaults";
  private static final Set<String> KEYS =
      Set.of("users", "rate", "shape", "stock", "duration", "warm-up");

  private final Path folder;
  private final Settings root;

  private Plans(Path folder, Settings root) {
    this.folder = folder;
    this.root = root;
  }

  /** Reads {@code plans.yaml} of the repository at this folder. */
  public static Plans of(Path home) {
    Path folder = home.resolve("jmeter-plans");
    return new Plans(folder, Settings.read(folder.resolve("plans.yaml")));
  }

  public List<String> names() {
    Set<String> names = new TreeSet<>(root.names());
    names.remove(DEFAULTS);
    return List.copyOf(names);
  }

  /** The plan of that name; the answer to a wrong one lists the right ones. */
  public Plan plan(String name) {
    if (!names().contains(name)) {
      throw new LoadException(
          "There is no plan '" + name + "': " + String.join(", ", names()) + ".");
    }
    Path file = folder.resolve(name + ".jmx");
    if (!Files.isReadable(file)) {
      throw new LoadException(file + " is missing.");
    }
    Settings own = root.child(name).only(KEYS);
    Settings all = own.or(root.child(DEFAULTS));
    Course usual = new Course(load(name, own), all.duration("warm-up"), all.duration("duration"));
    Plan.Shape shape = own.has("shape") ? shape(name, own.text("shape")) : Plan.Shape.STEADY;
    Optional<Integer> stock =
        own.has("stock") ? Optional.of(own.integer("stock")) : Optional.empty();
    return new Plan(name, file, shape, usual, stock);
  }

  private static Load load(String name, Settings own) {
    if (own.has("users") == own.has("rate")) {
      throw new LoadException("plans.yaml: " + name + " has either users or a rate.");
    }
    return own.has("users") ? new Closed(own.integer("users")) : new Open(own.rate("rate"));
  }

  private static Plan.Shape shape(String name, String text) {
    return switch (text) {
      case "steady" -> Plan.Shape.STEADY;
      case "spike" -> Plan.Shape.SPIKE;
      case "stages" -> Plan.Shape.STAGES;
      default -> throw new LoadException("plans.yaml: " + name + " has no shape '" + text + "'.");
    };
  }
}
