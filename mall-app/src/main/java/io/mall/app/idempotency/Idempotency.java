package io.mall.app.idempotency;

import io.mall.app.data.RetryOnDeadlock;
import io.mall.app.data.Transactions;
import io.mall.app.kernel.UserId;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
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
  private final Transactions transactions;
  private final ConcurrentMap<String, Intent> underWay = new ConcurrentHashMap<>();

  Idempotency(IdempotencyMapper mapper, JsonMapper json, Clock clock, Transactions transactions) {
    this.mapper = mapper;
    this.transactions = transactions;
    this.json = json;
    this.clock = clock;
  }

  /** What a request means: equal requests have equal fingerprints, whatever their white space. */
  public Intent intent(UserId userId, IdempotencyKey key, String operation, Object request) {
    return new Intent(userId, key, operation, Fingerprint.of(json.writeValueAsBytes(request)));
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

  /**
   * Does something on the user's shard in one transaction with its answer. Without a key it is done
   * each time; with one it is done once.
   */
  @RetryOnDeadlock
  public Answer once(UserId userId, Once request, Supplier<Done> work) {
    Optional<IdempotencyKey> key = request.key();
    if (key.isEmpty()) {
      Done done = work.get();
      return new Answer(
          done.status(), done.location(), json.writeValueAsString(done.view()), false);
    }
    Intent intent = intent(userId, key.get(), request.operation(), request.body());
    return underWay(intent, () -> once(intent, work));
  }

  private Answer once(Intent intent, Supplier<Done> work) {
    try {
      return transactions.write(
          () ->
              find(intent)
                  .orElseGet(
                      () -> {
                        Done done = work.get();
                        return record(intent, done.status(), done.location(), done.view());
                      }));
    } catch (LostRaceException faster) {
      return transactions.read(() -> find(intent)).orElseThrow();
    }
  }

  /**
   * Works on a request while this instance refuses others with its key. Another instance does not
   * know of it: there the row in the database decides, and the slower one gets the faster one's
   * answer.
   */
  public <T> T underWay(Intent intent, Supplier<T> work) {
    String name = intent.userId() + " " + intent.key().text();
    Intent other = underWay.putIfAbsent(name, intent);
    if (other != null) {
      throw (other.equals(intent)
              ? new IdempotencyProblem.InProgress()
              : new IdempotencyProblem.KeyReused())
          .toException();
    }
    try {
      return work.get();
    } finally {
      underWay.remove(name);
    }
  }

  private static Answer replay(IdempotencyRow row, Intent intent) {
    if (!row.operation().equals(intent.operation())
        || !row.fingerprint().equals(intent.fingerprint())) {
      throw new IdempotencyProblem.KeyReused().toException();
    }
    return new Answer(row.httpStatus(), row.location(), row.body(), true);
  }
}
