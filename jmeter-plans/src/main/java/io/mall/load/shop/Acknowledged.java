package io.mall.load.shop;

import io.mall.load.shop.Books.Totals;
import java.util.List;
import java.util.Map;

/** Whether what clients were told was done, and nothing else. */
public final class Acknowledged {
  private Acknowledged() {}

  /**
   * Compares.
   *
   * @param answers how often each label was answered with each code
   */
  public static List<Finding> findings(Map<String, Long> answers, Totals before, Totals after) {
    return List.of(
        finding("orders", answers, "POST order", after.orders() - before.orders()),
        finding(
            "deductions", answers, "POST stock deduct", after.deductions() - before.deductions()));
  }

  private static Finding finding(String what, Map<String, Long> answers, String label, long done) {
    long told = 0;
    long unclear = 0;
    for (Map.Entry<String, Long> answer : answers.entrySet()) {
      if (answer.getKey().startsWith(label + " ")) {
        String code = answer.getKey().substring(label.length() + 1);
        if (code.startsWith("2")) {
          told += answer.getValue();
        } else if (!code.startsWith("4")) {
          unclear += answer.getValue();
        }
      }
    }
    String detail = told + " acknowledged, " + unclear + " unclear, " + done + " done";
    return new Finding(
        "acknowledged " + what + " are there, and no others",
        done >= told && done <= told + unclear,
        detail);
  }
}
