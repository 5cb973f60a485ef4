package io.mall.app.idempotency;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The name a client gives to one intention, so that repeating the request repeats the answer. */
public record IdempotencyKey(String text) {

  public static final String HEADER = "Idempotency-Key";
  private static final int MAX_LENGTH = 64;

  public IdempotencyKey {
    if (!isValid(text)) {
      throw new IdempotencyProblem.InvalidKey().toException();
    }
  }

  /** Reads the header; a missing one is refused like a broken one. */
  public static IdempotencyKey of(@Nullable String header) {
    return new IdempotencyKey(header == null ? "" : header);
  }

  /** Reads the header where it may be missing. */
  public static Optional<IdempotencyKey> optional(@Nullable String header) {
    return Optional.ofNullable(header).map(IdempotencyKey::new);
  }

  /** The key as another caller's than the user under whom it is stored. */
  IdempotencyKey by(String who) {
    String name = who + ":" + text;
    return new IdempotencyKey(Fingerprint.of(name.getBytes(StandardCharsets.US_ASCII)));
  }

  private static boolean isValid(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }
}
