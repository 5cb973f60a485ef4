package io.mall.load;

import io.mall.load.compare.Round;
import io.mall.load.plan.Plan;
import io.mall.load.shop.DataFiles;
import io.mall.load.shop.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the two shops that are compared, with what was measured of it.
 *
 * @param data what the plan reads, made for this shop
 */
record Peer(String name, Target target, Path data, List<Round> rounds) {

  /** Writes the plan's data files; fails when no shop is there. */
  static Peer of(String name, Target target, Plan plan, Path folder) {
    try (Site site = Site.at(target)) {
      Path data = folder.resolve("data-" + name);
      new DataFiles(site.api(), data).write(List.of(plan.file()));
      return new Peer(name, target, data, new ArrayList<>());
    }
  }
}
