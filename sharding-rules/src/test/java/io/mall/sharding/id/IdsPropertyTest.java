package io.mall.sharding.id;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.sharding.id.World.Node;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class IdsPropertyTest {
  private static final int HOUR = 3_600_000;

  enum What {
    ISSUE,
    RENEW,
    PASS_TIME,
    SET_CLOCK_BACK,
    PAUSE,
    CRASH,
    STOP,
    JOIN,
    LEASES_AWAY,
    LEASES_BACK,
    LOSE_LEASES
  }

  record Step(What what, int node, int amount) {}

  @Provide
  Arbitrary<List<Step>> histories() {
    return Combinators.combine(
            Arbitraries.of(What.class),
            Arbitraries.integers().between(0, 99),
            Arbitraries.integers().between(0, 60_000))
        .as(Step::new)
        .list()
        .ofMinSize(20)
        .ofMaxSize(120);
  }

  @Property(tries = 300)
  void whateverHappensNoIdIsIssuedTwice(@ForAll("histories") List<Step> history) {
    World world = new World();
    world.node();
    for (Step step : history) {
      if (world.nodes.isEmpty()) {
        world.leases.away(false);
        world.node();
      }
      Node node = world.nodes.get(step.node % world.nodes.size());
      switch (step.what) {
        case ISSUE -> node.issue(step.amount % 3_000, step.node);
        case RENEW -> world.nodes.forEach(Node::renew);
        case PASS_TIME -> world.millis += step.amount % 7_000;
        case SET_CLOCK_BACK -> node.setClockBack(HOUR);
        // A pause is time in which nobody renews.
        case PAUSE -> world.millis += step.amount * 2L;
        case CRASH -> node.restart(true);
        case STOP -> node.restart(false);
        case JOIN -> {
          if (world.nodes.size() < 10) {
            try {
              world.node();
            } catch (IllegalStateException | NoFreeWorkerException e) {
              // Not now.
            }
          }
        }
        case LEASES_AWAY -> world.leases.away(true);
        case LEASES_BACK -> world.leases.away(false);
        case LOSE_LEASES -> {
          // Two new registries within two minutes are beyond what is promised.
          if (world.leases.age() > 120_000) {
            world.leases.lose();
          }
        }
      }
    }
    world.assertUnique();
  }

  @Test
  void tenMillionIdsOfManyProcessesAreAllDifferent() {
    World world = new World();
    for (int i = 0; i < 40; i++) {
      world.node();
    }
    Random random = new Random(42);
    while (world.count() < 10_000_000) {
      world.millis += random.nextInt(400);
      for (Node node : List.copyOf(world.nodes)) {
        node.issue(random.nextInt(1_500), random.nextInt(1_024));
        switch (random.nextInt(400)) {
          case 0 -> node.setClockBack(HOUR);
          case 1 -> node.restart(true);
          case 2 -> node.restart(false);
          default -> node.renew();
        }
      }
      while (world.nodes.size() < 30) {
        world.millis += 60_000;
        world.node();
      }
    }
    world.assertUnique();
    assertThat(world.count()).isGreaterThanOrEqualTo(10_000_000);
  }
}
