package io.mall.load.judge;

import io.mall.load.measure.Measurement;
import io.mall.load.shop.Finding;
import io.mall.load.shop.Sale;
import java.util.List;
import java.util.Optional;

/**
 * All that a verdict rests on.
 *
 * @param paced whether arrivals come by the clock or users think; else clients never pause
 * @param users that the closed model should have; 0 in the open model
 * @param sale of the product that everybody wants, when the plan has one
 * @param cores of this machine
 * @param own whether the runner started the shop and its servers on this machine
 */
public record Facts(
    String plan,
    Measurement measurement,
    Generator generator,
    Growth growth,
    List<Finding> findings,
    boolean paced,
    int users,
    Optional<Sale.Outcome> sale,
    int cores,
    boolean own) {

  public Facts {
    findings = List.copyOf(findings);
  }

  /**
   * How busy generator and machine were while it was measured.
   *
   * @param cpu cores that the generator used
   * @param machine share of all cores that were busy; not a number when unknown
   */
  public record Generator(double cpu, double machine) {
    private static final double BUSY = 0.95;

    /** No core was left, and the generator itself used more than half of what there is. */
    public boolean saturated(int cores) {
      return machine >= BUSY && cpu > cores / 2.0;
    }
  }
}
