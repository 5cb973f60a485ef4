package io.mall.sharding.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.sharding.lint.Mutations.Mutant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MutationTest {

  private static final int FILES = 200;

  @Test
  void ofTwoHundredSpoiltFilesAtLeastNinetyEightInAHundredAreFoundByTheRightCode() {
    List<String> missed = new ArrayList<>();
    for (long seed = 0; seed < FILES; seed++) {
      Mutant mutant = Mutations.make(ValidFiles.make(seed / 4), seed);
      Set<Code> found = Examples.codes(Examples.lint(mutant.text()));
      if (Collections.disjoint(found, mutant.expected())) {
        missed.add("seed %d, %s: found %s".formatted(seed, mutant.name(), found));
      }
    }
    assertThat(missed).as("missed").hasSizeLessThanOrEqualTo(FILES * 2 / 100);
  }
}
