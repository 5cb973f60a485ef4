package io.mall.app.idempotency;

import io.mall.app.data.RetryOnDeadlock;
import io.mall.app.data.Transactions;
import io.mall.app.idempotency.Intent.Place;
import io.mall.app.kernel.UserId;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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

  private final Answers answers;
  private final UnderWay underWay;
  private final JsonMapper json;
  private final Transactions transactions;

  Idempotency(Answers answers, UnderWay underWay, JsonMapper json, Transactions transactions) {
    this.answers = answers;
    this.underWay = underWay;
    this.json = json;
    this.transactions = transactions;
  }

  /** What a request means: equal requests have equal fingerprints, whatever their white space. */
  public Intent intent(UserId userId, IdempotencyKey key, String operation, Object request) {
    return intent(Place.of(userId), key, operation, request);
  }

  /** What a request that has a key means. */
  public Intent intent(Place place, Once request) {
    return intent(place, request.key().orElseThrow(), request.operation(), request.body());
  }

  private Intent intent(Place place, IdempotencyKey key, String operation, Object request) {
    return new Intent(place, key, operation, Fingerprint.of(json.writeValueAsBytes(request)));
  }

  /** The answer already given, none, or a refusal when the key was used for another request. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<Answer> find(Intent intent) {
    return answers.find(intent);
  }

  /**
   * Stores an answer and returns it as it will be replayed.
   *
   * @param location the path of what was created, or null
   * @throws LostRaceException when another request with this key was faster
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Answer record(Intent intent, int status, @Nullable String location, Object view) {
    return record(intent, new Done(status, location, null, view, Done.Keeping.KEPT));
  }

  /** The same with all that an answer may have. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Answer record(Intent intent, Done done) {
    Answer answer = answer(done);
    answers.insert(intent, answer, done.keeping());
    return answer;
  }

  /** What a client is told when nothing of it is kept, or when it is recorded elsewhere. */
  public Answer answer(Done done) {
    String body = done.view() == null ? "" : json.writeValueAsString(done.view());
    return new Answer(done.status(), done.location(), done.etag(), body, false);
  }

  /** Does something of a user's own; see {@link #once(Place, Once, Supplier)}. */
  @RetryOnDeadlock
  public Answer once(UserId userId, Once request, Supplier<Done> work) {
    return once(Place.of(userId), request, work);
  }

  /**
   * Does something in one transaction with its answer. Without a key it is done each time; with one
   * it is done once.
   */
  @RetryOnDeadlock
  public Answer once(Place place, Once request, Supplier<Done> work) {
    if (request.key().isEmpty()) {
      return answer(work.get());
    }
    Intent intent = intent(place, request);
    return underWay(intent, () -> once(intent, work));
  }

  private Answer once(Intent intent, Supplier<Done> work) {
    try {
      return transactions.writeOnce(() -> find(intent).orElseGet(() -> record(intent, work.get())));
    } catch (LostRaceException faster) {
      return transactions.read(() -> find(intent)).orElseThrow();
    }
  }

  /**
   * Does something that is several transactions. The key is taken before the first of them, so that
   * it means this request from then on, and the answer recorded after the last. What was broken off
   * in between, or left something to do, is done again by a repeated request: the work must bear
   * that.
   */
  public Answer inSteps(Place place, Once request, Supplier<Done> work) {
    if (request.key().isEmpty()) {
      return answer(work.get());
    }
    Intent intent = intent(place, request);
    return underWay(
        intent, () -> transactions.read(() -> find(intent)).orElseGet(() -> steps(intent, work)));
  }

  private Answer steps(Intent intent, Supplier<Done> work) {
    try {
      transactions.write(
          () -> {
            answers.take(intent);
            return null;
          });
    } catch (LostRaceException sameRequestElsewhere) {
      throw new IdempotencyProblem.InProgress().toException();
    }
    Done done = work.get();
    Answer answer = answer(done);
    if (done.keeping() != Done.Keeping.NOT_KEPT) {
      transactions.write(
          () -> {
            answers.finish(intent, answer, done.keeping());
            return null;
          });
    }
    return answer;
  }

  /**
   * Works on a request while others with its key are refused, on all instances. One whose answer is
   * there already gets it.
   */
  public Answer underWay(Intent intent, Supplier<Answer> work) {
    Optional<String> other = underWay.begin(intent);
    if (other.isPresent()) {
      return transactions
          .read(() -> find(intent))
          .orElseThrow(
              () ->
                  (other.get().equals(intent.meaning())
                          ? new IdempotencyProblem.InProgress()
                          : new IdempotencyProblem.KeyReused())
                      .toException());
    }
    try {
      return work.get();
    } finally {
      underWay.end(intent);
    }
  }
}
