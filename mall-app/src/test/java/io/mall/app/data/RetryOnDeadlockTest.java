package io.mall.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

class RetryOnDeadlockTest {

  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext(Setup.class);
  private final Door door = context.getBean(Door.class);
  private final Journal journal = context.getBean(Journal.class);
  private final Failures failures = context.getBean(Failures.class);

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void theVictimOfADeadlockIsRunAgainAsATransactionOfItsOwn() {
    failures.next.add(new CannotAcquireLockException("deadlock"));
    failures.next.add(new CannotAcquireLockException("deadlock"));

    assertThat(door.change()).isEqualTo("changed");

    assertThat(journal.entries)
        .containsExactly("begin", "rollback", "begin", "rollback", "begin", "commit");
  }

  @Test
  void aMethodOfTheModuleIsRunAgainToo() {
    failures.next.add(new CannotAcquireLockException("deadlock"));

    assertThat(door.changeWithinModule()).isEqualTo("changed");
  }

  @Test
  void anythingElseThatFailsFailsAtOnce() {
    DuplicateKeyException failure = new DuplicateKeyException("taken");
    failures.next.add(failure);

    assertThatExceptionOfType(DuplicateKeyException.class)
        .isThrownBy(door::change)
        .isSameAs(failure);
    assertThat(journal.entries).containsExactly("begin", "rollback");
  }

  @Test
  void afterAFewTriesTheLastFailureIsTheAnswer() {
    for (int i = 0; i < 100; i++) {
      failures.next.add(new CannotAcquireLockException("deadlock"));
    }

    assertThatExceptionOfType(CannotAcquireLockException.class).isThrownBy(door::change);
    assertThat(journal.entries).filteredOn("begin"::equals).hasSize(11);
  }

  @Test
  void withinACallersTransactionNothingIsRepeated() {
    failures.next.add(new CannotAcquireLockException("deadlock"));
    TransactionTemplate caller = new TransactionTemplate(journal);

    assertThatExceptionOfType(CannotAcquireLockException.class)
        .isThrownBy(() -> caller.executeWithoutResult(status -> door.change()));
    assertThat(journal.entries).containsExactly("begin", "rollback");
  }

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement(proxyTargetClass = true)
  @Import({RetryConfiguration.class, Door.class, Failures.class})
  static class Setup {
    @Bean
    Journal journal() {
      return new Journal();
    }
  }

  /** What goes wrong next. */
  static final class Failures {
    final Deque<RuntimeException> next = new ArrayDeque<>();
  }

  /** A door whose transactions fail as told. */
  static class Door {
    private final Failures failures;

    Door(Failures failures) {
      this.failures = failures;
    }

    @RetryOnDeadlock
    @Transactional
    public String change() {
      return failOrChange();
    }

    @RetryOnDeadlock
    String changeWithinModule() {
      return failOrChange();
    }

    private String failOrChange() {
      RuntimeException failure = failures.next.poll();
      if (failure != null) {
        throw failure;
      }
      return "changed";
    }
  }

  /** Transactions without a database, written down. */
  static final class Journal extends AbstractPlatformTransactionManager {
    private static final long serialVersionUID = 1L;

    final transient List<String> entries = new ArrayList<>();
    private transient boolean open;

    @Override
    protected Object doGetTransaction() {
      return entries;
    }

    @Override
    protected boolean isExistingTransaction(Object transaction) {
      return open;
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
      open = true;
      entries.add("begin");
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
      entries.add("commit");
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
      entries.add("rollback");
    }

    @Override
    protected void doSetRollbackOnly(DefaultTransactionStatus status) {}

    @Override
    protected void doCleanupAfterCompletion(Object transaction) {
      open = false;
    }
  }
}
