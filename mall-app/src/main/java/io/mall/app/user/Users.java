package io.mall.app.user;

import io.mall.app.data.Transactions;
import io.mall.app.kernel.UserId;
import io.mall.app.replica.RecentWriters;
import io.mall.app.security.Caller;
import io.mall.app.security.Role;
import io.mall.app.security.Token;
import io.mall.app.security.Tokens;
import io.mall.app.web.RequestProblem;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The accounts and their log-ins. Each method is at most one transaction on the user's shard. */
@Component
public class Users {

  private final UserMapper mapper;
  private final Passwords passwords;
  private final Tokens tokens;
  private final Transactions transactions;
  private final RecentWriters recentWriters;
  private final Ids ids;
  private final Clock clock;

  Users(
      UserMapper mapper,
      Passwords passwords,
      Tokens tokens,
      Transactions transactions,
      RecentWriters recentWriters,
      Ids ids,
      Clock clock) {
    this.mapper = mapper;
    this.passwords = passwords;
    this.tokens = tokens;
    this.transactions = transactions;
    this.recentWriters = recentWriters;
    this.ids = ids;
    this.clock = clock;
  }

  /** Opens an account with role {@code USER}; names are kept in lower case. */
  public User register(String username, String password) {
    UserRow row = draft(username, password);
    return transactions.write(() -> insert(row));
  }

  /** An account that is not opened yet. Slow: outside of a transaction. */
  UserRow draft(String username, String password) {
    String name = username.toLowerCase(Locale.ROOT);
    String hash = passwords.hash(password);
    Instant now = clock.instant();
    UserId userId = new UserId(ids.next(Slot.ofName(name)));
    return new UserRow(userId, name, hash, "", null, Role.USER, 1, now, now);
  }

  /** Opens an account, in the caller's transaction. */
  User insert(UserRow row) {
    try {
      mapper.insert(row);
    } catch (DuplicateKeyException taken) {
      throw new UserProblem.UsernameTaken(row.username()).toException();
    }
    recentWriters.wroteFor(row.userId());
    return row.toUser();
  }

  /** A new log-in. An unknown name is refused like a wrong password, and as slowly. */
  public Token logIn(String username, String password) {
    UserRow user =
        find(username, password)
            .orElseThrow(() -> new UserProblem.WrongCredentials().toException());
    return tokens.issue(new Caller(user.userId(), user.role()));
  }

  boolean hasPassword(String username, String password) {
    return find(username, password).isPresent();
  }

  /** The account of that name and password; the password is checked without an account too. */
  private Optional<UserRow> find(String username, String password) {
    String name = username.toLowerCase(Locale.ROOT);
    // A name that nobody can have is not looked for: it may not even have a slot.
    Optional<UserRow> user =
        Credentials.canBeName(name)
            ? transactions.read(() -> mapper.findByName(name))
            : Optional.empty();
    String hash = user.map(UserRow::passwordHash).orElse(null);
    return passwords.matches(password, hash) ? user : Optional.empty();
  }

  /** For its owner to see: outside of transactions on a replica. */
  public User get(UserId userId) {
    return mapper
        .find(userId)
        .map(UserRow::toUser)
        .orElseThrow(() -> new UserProblem.UserAbsent().toException());
  }

  /** Changes the profile; with a version, only if that is still the stored one. */
  @Transactional
  public User change(UserId userId, ProfileChange change, @Nullable Long version) {
    int changed = mapper.change(userId, version, change, clock.instant());
    User now = get(userId);
    if (changed == 0) {
      throw new RequestProblem.VersionChanged().toException();
    }
    return now;
  }
}
