package io.mall.app.user;

import io.mall.app.web.Text;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Locale;

/** A user name and a password, as somebody chooses them. */
record Credentials(
    @NotNull
        @Pattern(
            regexp = "[A-Za-z0-9._-]{3,32}",
            message = "must be 3 to 32 letters, digits, dots, dashes or underscores")
        String username,
    @NotNull @Text(min = 8, max = 64) String password) {

  /** Names are kept and compared in lower case. */
  String name() {
    return username.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "Credentials[]";
  }
}
