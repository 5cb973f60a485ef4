package io.mall.app.user;

import static io.mall.app.support.Settings.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UserPropertiesTest {

  @Test
  void boundsHaveDefaults() {
    assertThat(bind(UserProperties.class)).isEqualTo(new UserProperties(10, 64, 50));
  }

  @Test
  void everyKeyCanBeSet() {
    assertThat(
            bind(
                UserProperties.class,
                "bcrypt-strength",
                "12",
                "password-queue",
                "7",
                "max-addresses",
                "9"))
        .isEqualTo(new UserProperties(12, 7, 9));
  }

  @Test
  void unknownKeysAndNonsenseAreRefused() {
    assertThatThrownBy(() -> bind(UserProperties.class, "bcrypt", "12"))
        .hasStackTraceContaining("mall.user.bcrypt");
    assertThatThrownBy(() -> bind(UserProperties.class, "bcrypt-strength", "3"))
        .hasStackTraceContaining("bcryptStrength");
  }
}
