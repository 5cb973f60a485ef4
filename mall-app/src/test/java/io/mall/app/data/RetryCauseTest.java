package io.mall.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

class RetryCauseTest {

  @Test
  void theServerSaysWhichLockWasNotToBeHad() {
    assertThat(RetryCause.of(locked("40001", 1213))).isEqualTo(RetryCause.DEADLOCK);
    assertThat(RetryCause.of(locked("40001", 1205))).isEqualTo(RetryCause.LOCK_TIMEOUT);
    assertThat(RetryCause.of(locked("HY000", 1205))).isEqualTo(RetryCause.LOCK_TIMEOUT);
  }

  @Test
  void aConnectionThatDiedIsLostHoweverItIsWrapped() {
    SQLException died = new SQLException("Communications link failure", "08S01");
    assertThat(RetryCause.of(new DataAccessResourceFailureException("", died)))
        .isEqualTo(RetryCause.CONNECTION_LOST);
    assertThat(RetryCause.of(new CannotCreateTransactionException("", new SQLException(died))))
        .isEqualTo(RetryCause.CONNECTION_LOST);
  }

  /** Seen when the server ended a connection within a transaction: it was answered as a bug. */
  @Test
  void aConnectionThatDiedIsFoundBehindTheRollbackThatFailedToo() {
    SQLException behind = new SQLException("");
    behind.setNextException(new SQLException("Communications link failure", "08S01"));
    assertThat(RetryCause.of(new TransactionSystemException("JDBC rollback failed", behind)))
        .isEqualTo(RetryCause.CONNECTION_LOST);
    TransactionSystemException rollback = new TransactionSystemException("JDBC rollback failed");
    rollback.initApplicationException(
        new DataAccessResourceFailureException("", new SQLException("", "08S01")));
    assertThat(RetryCause.of(rollback)).isEqualTo(RetryCause.CONNECTION_LOST);
  }

  /** Seen when a connection was cut behind a commit: the commit's own failure is gone by then. */
  @Test
  void aConnectionThatDiedAtTheCommitIsFoundInWhatThePoolSaysOfTheRollback() {
    SQLException rollback = new SQLException("");
    rollback.setNextException(new SQLException("Connection is closed"));
    assertThat(RetryCause.of(new TransactionSystemException("JDBC rollback failed", rollback)))
        .isEqualTo(RetryCause.CONNECTION_LOST);
  }

  @Test
  void aPoolWithoutAFreeConnectionIsOverloadAndNotRepeated() {
    SQLException died = new SQLException("Communications link failure", "08S01");
    SQLException full = new SQLTransientConnectionException("timed out", "08S01", 0, died);
    assertThat(RetryCause.of(new CannotCreateTransactionException("", full)))
        .isEqualTo(RetryCause.OTHER);
  }

  @Test
  void whatTheStatementItselfDidWrongIsNoCause() {
    assertThat(RetryCause.of(new SQLIntegrityConstraintViolationException("twice", "23000", 1062)))
        .isEqualTo(RetryCause.OTHER);
    assertThat(RetryCause.of(new IllegalStateException("bug"))).isEqualTo(RetryCause.OTHER);
  }

  private static CannotAcquireLockException locked(String state, int code) {
    return new CannotAcquireLockException("", new SQLException("", state, code));
  }
}
