package io.mall.sharding.lint;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where one check puts what it found; the check's code stands on all of it. */
final class Report {

  private final Code code;
  private final List<Finding> findings = new ArrayList<>();

  Report(Code code) {
    this.code = code;
  }

  void add(Item item, String what, String fix) {
    add(code.severity(), item.at(), what, fix, null);
  }

  void add(Item item, String what, String fix, @Nullable Edit edit) {
    add(code.severity(), item.at(), what, fix, edit);
  }

  void add(Position at, String what, String fix) {
    add(code.severity(), at, what, fix, null);
  }

  void add(Severity severity, Position at, String what, String fix, @Nullable Edit edit) {
    findings.add(new Finding(code, severity, at, what, fix, edit));
  }

  List<Finding> findings() {
    return findings;
  }
}
