package io.mall.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import org.junit.jupiter.api.Test;

class FitTest {

  @Test
  void aLineIsFoundWithoutError() {
    Fit fit = Fit.of(List.of(new Fit.Point(1, 100), new Fit.Point(2, 110), new Fit.Point(4, 130)));
    assertThat(fit.start()).isCloseTo(100, offset(1e-9));
    assertThat(fit.slope()).isCloseTo(10, offset(1e-9));
    assertThat(fit.error()).isCloseTo(0, offset(1e-9));
  }

  @Test
  void theErrorOfTheSlopeIsThatOfTheTextbook() {
    // Residuals -1/3, 2/3, -1/3 at 1, 2, 3: sqrt((2/3 / 1) / 2).
    Fit fit = Fit.of(List.of(new Fit.Point(1, 1), new Fit.Point(2, 3), new Fit.Point(3, 3)));
    assertThat(fit.slope()).isCloseTo(1, offset(1e-9));
    assertThat(fit.error()).isCloseTo(Math.sqrt(1 / 3.0), offset(1e-9));
  }
}
