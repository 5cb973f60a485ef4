package io.mall.app.user;

import io.mall.app.data.Transactions;
import io.mall.app.idempotency.Answer;
import io.mall.app.idempotency.Done;
import io.mall.app.idempotency.Idempotency;
import io.mall.app.idempotency.IdempotencyProblem;
import io.mall.app.idempotency.Intent;
import io.mall.app.idempotency.Intent.Place;
import io.mall.app.idempotency.LostRaceException;
import io.mall.app.idempotency.Once;
import io.mall.app.web.EntityTag;
import io.mall.sharding.slot.Slot;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Opens accounts for people who are nobody yet: their keys count with the name they ask for. No
 * record of the password but its slow hash is kept, so a repeated request has to show the password
 * of the account instead of having the same fingerprint.
 */
@Component
class Registration {

  private final Users users;
  private final Idempotency idempotency;
  private final Transactions transactions;

  Registration(Users users, Idempotency idempotency, Transactions transactions) {
    this.users = users;
    this.idempotency = idempotency;
    this.transactions = transactions;
  }

  Answer register(Credentials wanted, @Nullable String key) {
    String name = wanted.username().toLowerCase(Locale.ROOT);
    Once request = Once.of(key, "user.register", name).by(name);
    if (request.key().isEmpty()) {
      return idempotency.answer(done(users.register(name, wanted.password())));
    }
    Intent intent = idempotency.intent(Place.in(Slot.ofName(name)), request);
    Answer answer = idempotency.underWay(intent, () -> open(intent, name, wanted.password()));
    if (answer.replayed() && !users.hasPassword(name, wanted.password())) {
      throw new IdempotencyProblem.KeyReused().toException();
    }
    return answer;
  }

  private Answer open(Intent intent, String name, String password) {
    Optional<Answer> before = transactions.read(() -> idempotency.find(intent));
    return before.orElseGet(() -> write(intent, users.draft(name, password)));
  }

  /** The key first: whoever is second waits for it and not for the name, which would be taken. */
  private Answer write(Intent intent, UserRow row) {
    try {
      return transactions.write(
          () -> {
            Answer answer = idempotency.record(intent, done(row.toUser()));
            users.insert(row);
            return answer;
          });
    } catch (LostRaceException faster) {
      return transactions.read(() -> idempotency.find(intent)).orElseThrow();
    }
  }

  private static Done done(User user) {
    return Done.created("/api/users/me", UserView.of(user))
        .withEtag(new EntityTag(user.version()).header());
  }
}
