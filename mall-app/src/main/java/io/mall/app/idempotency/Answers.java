package io.mall.app.idempotency;

import io.mall.app.kernel.UserId;
import io.mall.app.security.Seals;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** The answers as stored, in the caller's transaction: each in the table of its place. */
@Component
class Answers {

  private final IdempotencyMapper mapper;
  private final Seals seals;
  private final Clock clock;

  Answers(IdempotencyMapper mapper, Seals seals, Clock clock) {
    this.mapper = mapper;
    this.seals = seals;
    this.clock = clock;
  }

  /** None also while a request of several steps is not done. */
  Optional<Answer> find(Intent intent) {
    return row(intent)
        .filter(IdempotencyRow::isDone)
        .map(
            row ->
                new Answer(row.httpStatus(), row.location(), row.etag(), body(row, intent), true));
  }

  void insert(Intent intent, Answer answer, Done.Keeping keeping) {
    insert(intent, row(intent, answer, keeping));
  }

  /** Takes a key for a request whose answer follows; without effect when it took it before. */
  void take(Intent intent) {
    if (row(intent).isEmpty()) {
      Answer none = new Answer(IdempotencyRow.NOT_DONE, null, null, "", false);
      insert(intent, row(intent, none, Done.Keeping.KEPT));
    }
  }

  void finish(Intent intent, Answer answer, Done.Keeping keeping) {
    IdempotencyRow row = row(intent, answer, keeping);
    int _ = intent.place().inCatalog() ? mapper.finishInCatalog(row) : mapper.finish(row);
  }

  private Optional<IdempotencyRow> row(Intent intent) {
    UserId owner = intent.userId();
    String key = intent.key().text();
    Optional<IdempotencyRow> row =
        intent.place().inCatalog() ? mapper.findInCatalog(owner, key) : mapper.find(owner, key);
    if (row.isPresent() && !row.get().means(intent)) {
      throw new IdempotencyProblem.KeyReused().toException();
    }
    return row;
  }

  private void insert(Intent intent, IdempotencyRow row) {
    try {
      int _ = intent.place().inCatalog() ? mapper.insertInCatalog(row) : mapper.insert(row);
    } catch (DuplicateKeyException faster) {
      throw new LostRaceException();
    }
  }

  private IdempotencyRow row(Intent intent, Answer answer, Done.Keeping keeping) {
    String body = answer.body();
    return new IdempotencyRow(
        intent.userId(),
        intent.key().text(),
        intent.operation(),
        intent.fingerprint(),
        answer.status(),
        answer.location(),
        answer.etag(),
        keeping == Done.Keeping.SEALED
            ? seals.seal(body.getBytes(StandardCharsets.UTF_8), intent.name())
            : body,
        clock.instant());
  }

  private String body(IdempotencyRow row, Intent intent) {
    String body = row.body();
    return Seals.isSealed(body)
        ? new String(seals.open(body, intent.name()), StandardCharsets.UTF_8)
        : body;
  }
}
