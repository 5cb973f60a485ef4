package io.mall.app.user;

import io.mall.app.web.FailureProblem;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes and checks passwords with bcrypt, on as many threads as there are processors: a hash keeps
 * a processor busy for a tenth of a second, and on virtual threads it would hold up everybody else.
 */
@Component
@EnableConfigurationProperties(UserProperties.class)
class Passwords implements AutoCloseable {

  static final int MAX_BYTES = 72;
  private static final long PATIENCE_SECONDS = 10;

  private final BCryptPasswordEncoder bcrypt;
  private final String nobodysHash;
  private final ThreadPoolExecutor processors;

  Passwords(UserProperties properties) {
    this.bcrypt = new BCryptPasswordEncoder(properties.bcryptStrength());
    this.nobodysHash = bcrypt.encode("nobody has this password");
    int threads = Runtime.getRuntime().availableProcessors();
    this.processors =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(properties.passwordQueue()),
            Thread.ofPlatform().daemon().name("passwords-", 0).factory());
  }

  String hash(String password) {
    if (isTooLong(password)) {
      throw new UserProblem.PasswordTooLong(MAX_BYTES).toException();
    }
    return compute(() -> bcrypt.encode(password));
  }

  /** Takes the same time without a hash: who asks must not learn whether the user exists. */
  boolean matches(String password, @Nullable String hash) {
    if (isTooLong(password)) {
      return false;
    }
    boolean matches = compute(() -> bcrypt.matches(password, hash == null ? nobodysHash : hash));
    return matches && hash != null;
  }

  private static boolean isTooLong(String password) {
    return password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
  }

  private <T> T compute(Callable<T> work) {
    try {
      Future<T> result = processors.submit(work);
      return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (RejectedExecutionException | TimeoutException busy) {
      throw new FailureProblem.Overloaded().toException();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureProblem.Overloaded().toException();
    } catch (ExecutionException e) {
      throw new IllegalStateException("bcrypt failed", e.getCause());
    }
  }

  @Override
  public void close() {
    processors.shutdownNow();
  }
}
