package io.mall.app.page;

import io.mall.app.problem.InvalidField;
import io.mall.app.problem.Kind;
import io.mall.app.problem.Problem;
import java.util.List;

/** The ways in which a list is refused. */
public sealed interface PageProblem extends Problem {

  @Override
  default Kind kind() {
    return Kind.INVALID;
  }

  /** The page size is not a number between 1 and the maximum. */
  record LimitOutOfRange(int maximum) implements PageProblem {
    @Override
    public String detail() {
      return "A page holds 1 to " + maximum + " items.";
    }

    @Override
    public List<InvalidField> errors() {
      return List.of(new InvalidField("limit", "must be between 1 and " + maximum));
    }
  }

  /** The cursor did not come from this list, or was altered on the way. */
  record BrokenCursor() implements PageProblem {
    @Override
    public String detail() {
      return "The cursor does not belong to this list: start again without one.";
    }

    @Override
    public List<InvalidField> errors() {
      return List.of(new InvalidField("cursor", "is not a cursor of this list"));
    }
  }
}
