package io.mall.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SealsTest {

  private static final String OLD = key('a');
  private static final String NEW = key('b');
  private static final byte[] SECRET = "what nobody reads".getBytes(StandardCharsets.UTF_8);

  private static String key(char letter) {
    byte[] bytes = Character.toString(letter).repeat(32).getBytes(StandardCharsets.US_ASCII);
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void whatIsSealedIsReadInItsPlaceOnly() {
    Seals seals = Seals.of(OLD, false);
    String sealed = seals.seal(SECRET, "here");

    assertThat(Seals.isSealed(sealed)).isTrue();
    assertThat(sealed).doesNotContain(Base64.getEncoder().encodeToString(SECRET));
    assertThat(seals.open(sealed, "here")).isEqualTo(SECRET);
    assertThatThrownBy(() -> seals.open(sealed, "there")).hasMessageContaining("there was changed");
    assertThatThrownBy(() -> seals.open("whsec_plain", "here"))
        .hasMessageContaining("is not sealed");
  }

  @Test
  void theSameIsSealedDifferentlyEachTimeAndNoByteCanBeChanged() {
    Seals seals = Seals.of(OLD, false);
    String sealed = seals.seal(SECRET, "here");
    assertThat(seals.seal(SECRET, "here")).isNotEqualTo(sealed);

    String prefix = sealed.substring(0, sealed.lastIndexOf('.') + 1);
    byte[] bytes = Base64.getDecoder().decode(sealed.substring(prefix.length()));
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      String forged = prefix + Base64.getEncoder().encodeToString(changed);
      assertThatThrownBy(() -> seals.open(forged, "here"))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aKeyIsReplacedByPuttingAnotherBeforeIt() {
    String before = Seals.of(OLD, false).seal(SECRET, "here");
    Seals both = Seals.of(NEW + ", " + OLD, false);

    assertThat(both.open(before, "here")).isEqualTo(SECRET);
    assertThat(both.isCurrent(before)).isFalse();
    String after = both.seal(SECRET, "here");
    assertThat(both.isCurrent(after)).isTrue();
    assertThat(Seals.of(NEW, false).open(after, "here")).isEqualTo(SECRET);
    assertThatThrownBy(() -> Seals.of(NEW, false).open(before, "here"))
        .hasMessageContaining("MALL_WEBHOOK_KEY")
        .hasMessageNotContaining(OLD);
  }

  @Test
  void aKeyIsMandatoryExceptOnOnesOwnMachineAndNeverWeak() {
    assertThatThrownBy(() -> Seals.of("", false)).hasMessageContaining("MALL_WEBHOOK_KEY");
    assertThat(Seals.of("", true).seal(SECRET, "here")).startsWith("v1.");
    assertThatThrownBy(() -> Seals.of("c2hvcnQ=", true))
        .hasMessageContaining("5 bytes")
        .hasMessageNotContaining("c2hvcnQ=");
    assertThatThrownBy(() -> Seals.of("!", false)).hasMessage("MALL_WEBHOOK_KEY is not base64");
  }

  @Test
  void aSealedSecretFitsItsColumn() {
    assertThat(Seals.of(OLD, false).seal(new byte[32], "here")).hasSizeLessThanOrEqualTo(100);
  }
}
