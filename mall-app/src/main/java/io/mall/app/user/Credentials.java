package io.mall.app.user;

import io.mall.app.web.Text;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.function.Predicate;

/** A user name and a password, as somebody chooses them. */
record Credentials(
    @NotNull
        @Pattern(
            regexp = Credentials.NAME,
            message = "must be 3 to 32 letters, digits, dots, dashes or underscores")
        String username,
    @NotNull @Text(min = 8, max = 64) String password) {

  static final String NAME = "[A-Za-z0-9._-]{3,32}";
  private static final Predicate<String> IS_NAME =
      java.util.regex.Pattern.compile(NAME).asMatchPredicate();

  static boolean canBeName(String text) {
    return IS_NAME.test(text);
  }

  @Override
  public String toString() {
    return "Credentials[]";
  }
}
