package io.mall.app;

import static io.mall.app.support.Problems.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.Shopper;
import io.mall.app.user.RoleCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

@MallTest
class CommandTest {

  private final Mall mall;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  CommandTest(Mall mall) {
    this.mall = mall;
  }

  @Test
  void migratingAgainChangesNothing() {
    int code = Migrate.run(List.of(), Mall.cluster().environment()::get, out);
    assertThat(printed()).contains("0 created").doesNotContain("left alone");
    assertThat(code).isZero();
  }

  @Test
  void migratingSaysWhatItMisses() {
    assertThat(Migrate.run(List.of(), name -> null, out)).isEqualTo(3);
    assertThat(printed()).contains("MALL_DS_");
    assertThat(Migrate.run(List.of("--now"), name -> null, out)).isEqualTo(2);
  }

  @Test
  void anAccountBecomesAnAdministratorsWithTheNextLogIn() {
    Shopper shopper = mall.newShopper();
    assertThat(role(shopper.username(), "admin")).as(printed()).isZero();
    shopper
        .request()
        .body("{}")
        .post("/api/orders/7/ship")
        .then()
        .spec(refused(403, "security/not-allowed"));
    int status = shopper.logInAgain().request().body("{}").post("/api/orders/7/ship").statusCode();
    assertThat(status).isNotEqualTo(403);
  }

  @Test
  void aRoleNeedsAnAccountAndARole() {
    assertThat(role(Mall.freshName(), "admin")).isEqualTo(1);
    assertThat(role("no name", "admin")).isEqualTo(2);
    assertThat(role("somebody", "king")).isEqualTo(2);
    assertThat(printed()).contains("king");
  }

  private int role(String username, String role) {
    return RoleCommand.run(List.of(username, role), Mall.cluster().environment()::get, out);
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
