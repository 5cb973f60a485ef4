package io.mall.load.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.load.jmeter.RealJMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Reads every plan as a careful colleague would before it is run. */
class PlansTest {
  private static final Path ROOT = Path.of(System.getProperty("mall.home"));
  private static final Path FOLDER = ROOT.resolve("jmeter-plans");
  private static final Set<String> DATA =
      Set.of("products.csv", "few-products.csv", "hot-product.csv", "users.csv", "admin.csv");

  private static List<PlanFile> plans() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".jmx"))
          .sorted()
          .map(PlanFile::read)
          .toList();
    }
  }

  @Test
  void everyPlanIsToldOfAndEveryNameHasItsPlan() throws IOException {
    assertThat(Plans.of(ROOT).names())
        .containsExactlyElementsOf(plans().stream().map(PlanFile::name).toList());
  }

  @Test
  void everyRequestGoesToTheShopThatWasAskedFor() throws IOException {
    for (PlanFile plan : plans()) {
      assertThat(plan.texts("HTTPSampler.domain")).as(plan.name()).containsOnly("${host}");
      assertThat(plan.texts("HTTPSampler.port")).as(plan.name()).containsOnly("${port}");
      assertThat(plan.texts("HTTPSampler.path"))
          .as(plan.name())
          .allMatch(p -> p.startsWith("/api/"));
      String elsewhere = plan.text().replace("${__P(host,localhost)}", "");
      assertThat(elsewhere).as(plan.name()).doesNotContain("localhost", "127.0.0.1", "http://");
    }
  }

  @Test
  void everyRequestIsChecked() throws IOException {
    for (PlanFile plan : plans()) {
      assertThat(plan.samplers()).as(plan.name()).isNotEmpty();
      for (Element sampler : plan.samplers()) {
        List<Element> children = PlanFile.children(sampler);
        String where = plan.name() + ": " + sampler.getAttribute("testname");
        assertThat(children)
            .as(where + " has its status checked")
            .anyMatch(
                each ->
                    each.getTagName().equals("ResponseAssertion")
                        && each.getTextContent().contains("Assertion.response_code"));
        assertThat(children)
            .as(where + " has its body checked")
            .anyMatch(
                each ->
                    each.getTagName().equals("JSONPathAssertion")
                        || each.getTextContent().contains("Assertion.response_data"));
      }
    }
  }

  @Test
  void everyProblemThatIsExpectedExists() throws IOException {
    List<String> codes = new ArrayList<>();
    for (String line :
        Files.readAllLines(ROOT.resolve("mall-app/src/main/resources/problem-codes.txt"))) {
      codes.add(line.split(" ", 2)[0]);
    }
    List<String> expected = new ArrayList<>();
    for (PlanFile plan : plans()) {
      Pattern.compile("/problems/([a-z-]+/[a-z-]+)")
          .matcher(plan.text())
          .results()
          .map(found -> found.group(1))
          .forEach(expected::add);
    }
    assertThat(expected).isNotEmpty();
    assertThat(codes).containsAll(expected);
  }

  @Test
  void everyFileIsOneThatIsMade() throws IOException {
    for (PlanFile plan : plans()) {
      assertThat(plan.texts("filename"))
          .as(plan.name())
          .isNotEmpty()
          .allMatch(
              name ->
                  DATA.contains(name.replace("${__P(data,data)}/", ""))
                      || Files.isReadable(FOLDER.resolve(name)));
    }
  }

  @Test
  void everyRequestOfAMixIsInItsPlan() throws IOException {
    int mixes = 0;
    for (PlanFile plan : plans()) {
      List<String> requests =
          plan.samplers().stream().map(each -> each.getAttribute("testname")).toList();
      for (String name : plan.texts("filename")) {
        if (!name.startsWith("$")) {
          List<String> lines = Files.readAllLines(FOLDER.resolve(name));
          assertThat(lines).as(name).hasSize(101);
          assertThat(requests).as(plan.name()).containsAll(lines.subList(1, lines.size()));
          mixes++;
        }
      }
    }
    assertThat(mixes).isPositive();
  }

  @Test
  void everyPropertyHasADefaultAndEveryVariableComesFromSomewhere() throws IOException {
    for (PlanFile plan : plans()) {
      assertThat(matches("__P\\([^,)]*\\)", plan.text())).as(plan.name()).isEmpty();
      Set<String> known = new TreeSet<>(plan.texts("Argument.name"));
      known.addAll(plan.texts("JSONPostProcessor.referenceNames"));
      known.addAll(plan.texts("CounterConfig.name"));
      plan.texts("variableNames").forEach(names -> known.addAll(List.of(names.split(",", -1))));
      known.addAll(plan.collection("UserParameters.names"));
      assertThat(known)
          .as(plan.name())
          .containsAll(matches("\\$\\{([a-zA-Z]\\w*)\\}", plan.text()));
    }
  }

  @Test
  void everyPropertyThatTheRunnerSetsIsRead() throws IOException {
    Plans plans = Plans.of(ROOT);
    for (PlanFile file : plans()) {
      Plan plan = plans.plan(file.name());
      for (Load load : List.of(new Load.Closed(50), new Load.Open(5))) {
        Load.Course course = plan.course(load, Duration.ofSeconds(5), Duration.ofSeconds(30));
        assertThat(matches("__P\\((\\w+),", file.text()))
            .as(file.name() + " with " + load)
            .containsAll(plan.properties(course).keySet());
      }
    }
  }

  @Test
  void aSpikeIsTenTimesAsMuch() {
    Plan spike = Plans.of(ROOT).plan("spike");
    Duration third = Duration.ofSeconds(10);
    Load.Course closed = spike.course(new Load.Closed(20), Duration.ZERO, third.multipliedBy(3));
    assertThat(spike.users(closed)).isEqualTo(200);
    long[] due = spike.schedule(new Load.Open(20), closed).arrivals();
    assertThat(Arrays.stream(due).filter(at -> at >= 10_000 && at < 20_000).count())
        .isEqualTo(2_000);
  }

  @Test
  void noPlanHasAListener() throws IOException {
    for (PlanFile plan : plans()) {
      assertThat(plan.text()).as(plan.name()).doesNotContain("<ResultCollector", "<Summariser");
    }
  }

  @Test
  void jmetersWindowSavesEveryPlanAsItStands() throws Exception {
    RealJMeter jmeter = RealJMeter.load(ROOT);
    for (PlanFile plan : plans()) {
      assertThat(jmeter.savedAgain(plan.file()))
          .as(plan.name() + ", as JMeter would save it")
          .isEqualTo(plan.text());
    }
  }

  @Test
  void arrivalsAreDueWhenJmeterLetsThemCome() throws Exception {
    RealJMeter jmeter = RealJMeter.load(ROOT);
    Schedule schedule =
        new Schedule(
            List.of(
                new Schedule.Step(20, 13),
                new Schedule.Step(200, 3.333),
                new Schedule.Step(0.5, 9)),
            1);
    assertThat(schedule.arrivals()).hasSize(260 + 666 + 4);
    assertThat(schedule.arrivals())
        .isEqualTo(jmeter.arrivals(schedule.expression(), schedule.seed()));
  }

  private static Set<String> matches(String pattern, String text) {
    Set<String> found = new TreeSet<>();
    Pattern.compile(pattern)
        .matcher(text)
        .results()
        .forEach((MatchResult each) -> found.add(each.group(each.groupCount())));
    return found;
  }
}
