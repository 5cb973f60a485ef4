package io.mall.app;

import io.mall.app.problem.MissingException;
import io.mall.sharding.RulesException;
import io.mall.sharding.UnavailableException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says in a few lines, instead of a stack trace, what is missing when the shop does not start. */
class StartFailures implements FailureAnalyzer {

  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String action =
          switch (cause) {
            case UnavailableException e ->
                "Start the servers, check their addresses, and run the command migrate if tables"
                    + " are missing.";
            case RulesException e -> "Correct sharding-rules/rules.yaml or the environment.";
            case ConfigurationKeys.UnknownKeysException e -> "Correct or remove the keys.";
            case MissingException e -> "Set it, or start what is missing.";
            default -> "";
          };
      if (!action.isEmpty()) {
        return new FailureAnalysis(cause.getMessage(), action, cause);
      }
    }
    return null;
  }
}
