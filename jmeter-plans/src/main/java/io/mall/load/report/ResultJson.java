package io.mall.load.report;

import io.mall.load.judge.Check;
import io.mall.load.measure.Figures;
import io.mall.load.measure.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A report for machines: {@code result.json}. Times are milliseconds, rates per second. */
public final class ResultJson {
  private ResultJson() {}

  /** In one line. */
  public static String of(Report report) {
    Measurement measured = report.facts().measurement();
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("plan", report.plan());
    root.put("verdict", report.verdict().words());
    root.put("code", report.verdict().code());
    report.conditions().forEach(each -> root.put(each.name(), each.value()));
    root.put("paced", report.facts().paced());
    root.put("throughput", measured.throughput());
    root.put("slip", measured.slip());
    root.put("generatorCores", report.facts().generator().cpu());
    List<Map<String, Object>> labels = new ArrayList<>();
    labels.add(figures(measured.all()));
    measured.labels().forEach(each -> labels.add(figures(each)));
    root.put("labels", labels);
    root.put("points", measured.points());
    root.put("failures", measured.failures());
    root.put("answers", measured.answers());
    root.put("checks", report.verdict().checks().stream().map(ResultJson::check).toList());
    return JsonMapper.shared().writeValueAsString(root);
  }

  private static Map<String, Object> figures(Figures figures) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("label", figures.label());
    fields.put("count", figures.count());
    fields.put("errors", figures.errors());
    for (double percentile : new double[] {50, 95, 99, 99.9}) {
      String name = percentile == 99.9 ? "p99.9" : "p" + (int) percentile;
      fields.put(name, figures.corrected(percentile));
      fields.put(name + "AsMeasured", figures.measured(percentile));
    }
    fields.put("p50Smooth", figures.smooth(50));
    fields.put("p99Smooth", figures.smooth(99));
    fields.put("longest", figures.longest());
    return fields;
  }

  private static Map<String, Object> check(Check check) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", check.kind().name());
    fields.put("what", check.what());
    fields.put("wanted", check.wanted());
    fields.put("got", check.got());
    fields.put("outcome", check.outcome().name());
    return fields;
  }
}
