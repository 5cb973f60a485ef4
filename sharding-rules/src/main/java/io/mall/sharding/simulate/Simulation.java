package io.mall.sharding.simulate;

import io.mall.sharding.lint.PlacedTable;
import io.mall.sharding.simulate.Load.Hot;
import io.mall.sharding.simulate.Load.Part;
import io.mall.sharding.simulate.Load.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Asks a table's algorithms for every key. */
final class Simulation {

  /** Fewer than these for each data node, and one that stays empty means nothing. */
  private static final int ENOUGH = 20;

  private final PlacedTable table;
  private final Weighted keys;
  private final int listed;

  Simulation(PlacedTable table, Weighted keys, int listed) {
    this.table = table;
    this.keys = keys;
    this.listed = listed;
  }

  /** What one thread counted. */
  private static final class Count {
    private final Map<String, Double> nodes = new TreeMap<>();
    private double lost;
    private @Nullable String example;
  }

  Load run(List<String> alike, List<String> orphans) {
    Map<String, Double> loads = new LinkedHashMap<>();
    table.nodes().forEach(node -> loads.put(node, 0.0));
    double lost = 0;
    String example = null;
    for (Count each : count()) {
      each.nodes.forEach((node, load) -> loads.merge(node, load, Double::sum));
      lost += each.lost;
      example = example == null ? each.example : example;
    }
    double total = keys.total();
    Map<String, Double> sources = new LinkedHashMap<>();
    loads.forEach((node, load) -> sources.merge(source(node), load, Double::sum));
    boolean enough = total >= 1.0 * ENOUGH * loads.size();
    return new Load(
        table.name(),
        alike,
        String.join(", ", table.keyColumns()),
        keys.source(),
        Math.round(total),
        spread(sources),
        spread(loads),
        hottestSlots(total),
        hottestKeys(total),
        total == 0 ? 0 : lost / total,
        example,
        enough
            ? loads.keySet().stream().filter(node -> loads.getOrDefault(node, 0.0) == 0).toList()
            : List.of(),
        orphans);
  }

  private static String source(String node) {
    return node.substring(0, node.indexOf('.'));
  }

  private static Spread spread(Map<String, Double> loads) {
    List<Part> parts = new ArrayList<>();
    loads.forEach((name, load) -> parts.add(new Part(name, load)));
    return Spread.of(parts);
  }

  private List<Count> count() {
    int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);
    int size = keys.keys().size();
    List<Count> counts = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<Count>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int from = (int) ((long) size * i / threads);
        int to = (int) ((long) size * (i + 1) / threads);
        parts.add(executor.submit(() -> count(from, to)));
      }
      executor.shutdown();
      for (Future<Count> each : parts) {
        counts.add(result(each));
      }
    }
    return counts;
  }

  private static Count result(Future<Count> part) {
    try {
      return part.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private Count count(int from, int to) {
    Count count = new Count();
    String column = table.keyColumns().getFirst();
    for (int i = from; i < to; i++) {
      double weight = keys.weight(i);
      if (weight == 0) {
        continue;
      }
      Comparable<?> key = keys.keys().get(i);
      Set<String> nodes = table.route(Map.of(column, key));
      if (nodes.isEmpty()) {
        count.lost += weight;
        count.example = column + " = " + key;
      }
      for (String node : nodes) {
        count.nodes.merge(node, weight, Double::sum);
      }
    }
    return count;
  }

  private List<Hot> hottestSlots(double total) {
    double[] slots = new double[1024];
    for (int i = 0; i < keys.keys().size(); i++) {
      OptionalInt slot = table.slot(keys.keys().get(i));
      if (slot.isEmpty()) {
        return List.of();
      }
      slots[slot.getAsInt()] += keys.weight(i);
    }
    return IntStream.range(0, slots.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer slot) -> slots[slot]).reversed())
        .limit(listed)
        .filter(slot -> slots[slot] > 0)
        .map(slot -> new Hot("slot %d, group %d".formatted(slot, slot / 64), slots[slot] / total))
        .toList();
  }

  private List<Hot> hottestKeys(double total) {
    return IntStream.range(0, keys.keys().size())
        .filter(i -> keys.weight(i) > 1)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> keys.weight(i)).reversed())
        .limit(listed)
        .map(i -> new Hot(keys.keys().get(i).toString(), keys.weight(i) / total))
        .toList();
  }
}
