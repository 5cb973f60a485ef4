package io.mall.sharding.transaction;

import java.time.Duration;
import java.util.Collection;
import java.util.function.Function;
import org.apache.seata.core.model.GlobalStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one word for a transaction that touches several shards: a Seata global transaction of TCC
 * branches.
 *
 * <p>The body attempts its branches and, as its last act, writes the <em>decision</em> in one local
 * transaction. When the body returns, the decision stands and {@link #execute} returns normally,
 * even if the coordinator is gone by then: phase two then comes late, from the coordinator's retry,
 * its successor or a sweeper that reads the decision. When the body throws, the branches are
 * cancelled and the exception goes on to the caller.
 *
 * <p>A process has one connection to its coordinator; the Seata client keeps it in statics. Several
 * instances in one process, as tests have them, share it, and the participants of the first.
 *
 * @see <a href="https://seata.apache.org/docs/dev/mode/tcc-mode">Seata, TCC mode</a>
 */
public final class AcrossShards implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AcrossShards.class);

  private final Coordinator coordinator;

  private AcrossShards(Coordinator coordinator) {
    this.coordinator = coordinator;
  }

  /**
   * Connects to the coordinator. One that is down does not fail the start; it is tried again until
   * it answers, and {@link #execute} fails meanwhile.
   *
   * @param application this application's name in the coordinator's console
   * @param server host:port of the coordinator
   * @param participants every kind of branch this process can confirm and cancel
   */
  public static AcrossShards connect(
      String application, String server, Collection<? extends Participant> participants) {
    return new AcrossShards(Coordinator.connect(application, server, participants));
  }

  /**
   * Runs a body in a transaction across shards.
   *
   * @param name what it does, for the coordinator's console and the logs
   * @param timeout after it the coordinator cancels the branches of an undecided transaction
   * @param body attempts branches, writes the decision last
   * @throws CoordinatorUnavailableException when the coordinator could not begin; nothing was done
   */
  public <T> T execute(String name, Duration timeout, Function<Branches, T> body) {
    String xid = coordinator.begin(name, timeout);
    T result;
    try {
      result = body.apply(new Branches(xid, coordinator));
    } catch (RuntimeException | Error refusedOrFailed) {
      settle(name, xid, false);
      throw refusedOrFailed;
    }
    settle(name, xid, true);
    return result;
  }

  /** Whether the coordinator answers now; waits for its answer at most the client's time-out. */
  public boolean isReachable() {
    return coordinator.isReachable();
  }

  /** Disconnects; running transactions are left to the coordinator and the other instances. */
  @Override
  public void close() {
    coordinator.close();
  }

  private void settle(String name, String xid, boolean commit) {
    GlobalStatus status = commit ? coordinator.commit(xid) : coordinator.rollback(xid);
    if (status != (commit ? GlobalStatus.Committed : GlobalStatus.Rollbacked)) {
      log.atWarn()
          .addKeyValue("transaction", name)
          .addKeyValue("xid", xid)
          .addKeyValue("decision", commit ? "commit" : "rollback")
          .addKeyValue("status", status)
          .log("second phase of a transaction across shards is late");
    }
  }
}
