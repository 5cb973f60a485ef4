package io.mall.app.idempotency;

import io.mall.app.kernel.UserId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Remembers answers in the caller's own transaction on the user's shard: what was done and what was
 * said about it are committed together or not at all.
 *
 * <pre>{@code
 * Intent intent = idempotency.intent(user, key, "order.place", request);   // outside
 * // inside one transaction on the user's shard:
 * Optional<Answer> before = idempotency.find(intent);                      // replay, or refusal
 * Answer answer = idempotency.record(intent, 201, "/api/orders/7", view);  // may lose a race
 * }</pre>
 *
 * On {@link LostRaceException} the caller's transaction rolls back; {@code find} in a new one then
 * has the winner's answer.
 */
@Component
public class Idempotency {

  private final IdempotencyMapper mapper;
  private final JsonMapper json;
  private final Clock clock;

  Idempotency(IdempotencyMapper mapper, JsonMapper json, Clock clock) {
    this.mapper = mapper;
    this.json = json;
    this.clock = clock;
  }

  /** What a request means: equal requests have equal fingerprints, whatever their white space. */
  public Intent intent(UserId userId, IdempotencyKey key, String operation, Object request) {
    return new Intent(userId, key, operation, sha256(json.writeValueAsBytes(request)));
  }

  /** The answer already given, none, or a refusal when the key was used for another request. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<Answer> find(Intent intent) {
    return mapper.find(intent.userId(), intent.key().text()).map(row -> replay(row, intent));
  }

  /**
   * Stores an answer and returns it as it will be replayed.
   *
   * @param location the path of what was created, or null
   * @throws LostRaceException when another request with this key was faster
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Answer record(Intent intent, int status, @Nullable String location, Object view) {
    String body = json.writeValueAsString(view);
    IdempotencyRow row =
        new IdempotencyRow(
            intent.userId(),
            intent.key().text(),
            intent.operation(),
            intent.fingerprint(),
            status,
            location,
            body,
            clock.instant());
    try {
      mapper.insert(row);
    } catch (DuplicateKeyException faster) {
      throw new LostRaceException();
    }
    return new Answer(status, location, body, false);
  }

  private static Answer replay(IdempotencyRow row, Intent intent) {
    if (!row.operation().equals(intent.operation())
        || !row.fingerprint().equals(intent.fingerprint())) {
      throw new IdempotencyProblem.KeyReused().toException();
    }
    return new Answer(row.httpStatus(), row.location(), row.body(), true);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
