package io.mall.app.problem;

/**
 * Carries a problem to the edge and rolls the transaction back. It has no stack trace: a refusal is
 * expected, and its code says where it comes from.
 */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.code(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
