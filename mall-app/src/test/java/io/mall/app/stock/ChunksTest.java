package io.mall.app.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ChunksTest {

  @Property
  void rowsAreCutIntoPowersOfTwoEachOnceAndInOrder(@ForAll @IntRange(max = 300) int size) {
    List<Integer> all = IntStream.range(0, size).boxed().toList();

    List<List<Integer>> chunks = Chunks.exact(all);

    assertThat(chunks.stream().flatMap(List::stream).toList()).isEqualTo(all);
    assertThat(chunks).allMatch(ChunksTest::isAPowerOfTwo);
  }

  @Property
  void listsAreFilledUpToPowersOfTwoWithTheirLast(@ForAll @IntRange(max = 300) int size) {
    List<Integer> all = IntStream.range(0, size).boxed().toList();

    List<List<Integer>> chunks = Chunks.padded(all);

    assertThat(new LinkedHashSet<>(chunks.stream().flatMap(List::stream).toList()))
        .containsExactlyElementsOf(all);
    assertThat(chunks).allMatch(ChunksTest::isAPowerOfTwo);
    assertThat(chunks).hasSize((size + Chunks.LONGEST - 1) / Chunks.LONGEST);
  }

  private static boolean isAPowerOfTwo(List<Integer> chunk) {
    return chunk.size() <= Chunks.LONGEST && Integer.bitCount(chunk.size()) == 1;
  }
}
