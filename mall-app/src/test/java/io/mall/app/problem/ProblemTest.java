package io.mall.app.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProblemTest {

  sealed interface OrderLineProblem extends Problem {
    record AlreadyPaid(long orderNo) implements OrderLineProblem {
      @Override
      public Kind kind() {
        return Kind.CONFLICT;
      }

      @Override
      public String detail() {
        return "Order " + orderNo + " is already paid.";
      }
    }
  }

  @Test
  void codeAndTitleFollowFromTheNames() {
    Problem problem = new OrderLineProblem.AlreadyPaid(70);
    assertThat(problem.code()).isEqualTo("order-line/already-paid");
    assertThat(problem.title()).isEqualTo("Already paid");
    assertThat(problem.detail()).isEqualTo("Order 70 is already paid.");
  }

  @Test
  void aProblemIsThrownWithoutAStackTrace() {
    Problem problem = new OrderLineProblem.AlreadyPaid(70);
    assertThatThrownBy(
            () -> {
              throw problem.toException();
            })
        .hasMessage("order-line/already-paid")
        .hasNoCause()
        .extracting(thrown -> thrown.getStackTrace().length)
        .isEqualTo(0);
  }
}
