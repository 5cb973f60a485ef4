package io.mall.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretTest {

  private static final Instant NOW = Instant.ofEpochSecond(1614265330);
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";

  /** An example that the libraries of Standard Webhooks are tested with. */
  @Test
  void signaturesAreThoseOfStandardWebhooks() {
    Secret secret = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    assertThat(secret.sign(ID, "1614265330", BODY))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void eachSecretIsAnotherOneAndIsNotShownInLogs() {
    Secret secret = Secret.random();
    assertThat(secret.text()).startsWith("whsec_").isNotEqualTo(Secret.random().text());
    assertThat(secret.toString()).doesNotContain(secret.text().substring(6));
  }

  @Test
  void whileASecretIsReplacedBothSign() {
    Secret old = Secret.random();
    Secret fresh = Secret.random();
    Endpoint endpoint =
        new Endpoint(
                new EndpointId(1),
                URI.create("https://example.com/"),
                Set.of(),
                Endpoint.Status.ACTIVE,
                old,
                null,
                null,
                NOW,
                NOW)
            .rotate(fresh, Duration.ofHours(24), NOW);
    String time = Long.toString(NOW.getEpochSecond());
    assertThat(endpoint.sign(ID, NOW, BODY))
        .isEqualTo(fresh.sign(ID, time, BODY) + " " + old.sign(ID, time, BODY));
    Instant later = NOW.plus(Duration.ofHours(24));
    assertThat(endpoint.sign(ID, later, BODY))
        .isEqualTo(fresh.sign(ID, Long.toString(later.getEpochSecond()), BODY));
  }
}
