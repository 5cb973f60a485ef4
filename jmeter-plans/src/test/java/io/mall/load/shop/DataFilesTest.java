package io.mall.load.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataFilesTest {
  /** Files that are read in lockstep would meet in the same few pairs of lines for ever. */
  @Test
  void noTwoFilesOfAPlanHaveLengthsWithACommonDivisor() {
    assertCoprime(List.of(DataFiles.MIX, DataFiles.USERS, DataFiles.FEW));
    for (int products = 1; products <= 1_000; products++) {
      int lines = DataFiles.coprime(products);
      assertThat(lines).isBetween(Math.max(1, products - 5), products);
      assertCoprime(List.of(DataFiles.MIX, DataFiles.USERS, lines));
    }
  }

  private static void assertCoprime(List<Integer> lengths) {
    for (int i = 0; i < lengths.size(); i++) {
      for (int other : lengths.subList(i + 1, lengths.size())) {
        assertThat(BigInteger.valueOf(lengths.get(i)).gcd(BigInteger.valueOf(other)))
            .as("%s", lengths)
            .isEqualTo(BigInteger.ONE);
      }
    }
  }
}
