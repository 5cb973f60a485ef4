package io.mall.app.page;

import io.mall.app.problem.InvalidField;
import io.mall.app.web.RequestProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of a list, so that all that are wrong are named at once. An empty one is as
 * good as none: that is what forms send for fields left empty.
 */
public final class ListParameters {

  private final List<InvalidField> errors = new ArrayList<>();

  /**
   * What a parameter says; null when it is not there, or is wrong.
   *
   * @param reader throws {@link IllegalArgumentException} with what is wrong, for people
   */
  public <T> @Nullable T read(String name, @Nullable String text, Function<String, T> reader) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      refuse(name, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** Says that one is wrong beside the others. */
  public void refuse(String name, String why) {
    errors.add(new InvalidField(name, why));
  }

  /** Refuses the request when any was wrong. */
  public void check() {
    if (!errors.isEmpty()) {
      throw new RequestProblem.InvalidFields(errors).toException();
    }
  }

  /** Reads the name of a constant. */
  public static <E extends Enum<E>> Function<String, E> constant(Class<E> type) {
    E[] all = type.getEnumConstants();
    return text ->
        Arrays.stream(all)
            .filter(each -> each.name().equals(text))
            .findAny()
            .orElseThrow(
                () -> new IllegalArgumentException("must be one of " + Arrays.toString(all)));
  }
}
