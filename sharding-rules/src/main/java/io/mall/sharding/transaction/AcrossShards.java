package io.mall.sharding.transaction;

import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.seata.core.model.GlobalStatus;

/**
 * The one word for a transaction that touches several shards: a Seata global transaction of TCC
 * branches.
 *
 * <p>The body attempts its branches and, as its last act, writes the <em>decision</em> in one local
 * transaction. When the body returns, the decision stands and {@link #execute} returns normally,
 * even if the coordinator is gone by then. Phase two follows in a moment, together with that of
 * other transactions, or late: from the coordinator, its successor or a sweeper that reads the
 * decision. When the body throws, the branches are cancelled and the exception goes on to the
 * caller.
 *
 * <p>A process has one connection to its coordinator; the Seata client keeps it in statics. Several
 * instances in one process, as tests have them, share it, and the participants of the first.
 *
 * @see <a href="https://seata.apache.org/docs/dev/mode/tcc-mode">Seata, TCC mode</a>
 */
public final class AcrossShards implements AutoCloseable {

  /** What becomes of a begin without a coordinator. */
  public enum Away {
    /** It is tried again. */
    AGAIN,

    /** It was tried often enough. */
    GIVEN_UP
  }

  private final Coordinator coordinator;
  private final PhaseTwo phaseTwo;
  private final Begins begins;

  private AcrossShards(Coordinator coordinator, Begins begins) {
    this.coordinator = coordinator;
    this.phaseTwo = new PhaseTwo(coordinator);
    this.begins = begins;
  }

  /**
   * Connects to the coordinator. One that is down does not fail the start; it is tried again until
   * it answers, and {@link #execute} fails meanwhile.
   *
   * @param application this application's name in the coordinator's console
   * @param server host:port of the coordinator
   * @param participants every kind of branch this process can confirm and cancel
   * @param away is told of each begin that found no coordinator
   */
  public static AcrossShards connect(
      String application,
      String server,
      Collection<? extends Participant> participants,
      Consumer<Away> away) {
    Coordinator coordinator = Coordinator.connect(application, server, participants);
    return new AcrossShards(coordinator, new Begins(away));
  }

  /**
   * Runs a body in a transaction across shards.
   *
   * @param name what it does, for the coordinator's console and the logs
   * @param timeout after it the coordinator cancels the branches of an undecided transaction
   * @param body attempts branches, writes the decision last
   * @throws CoordinatorUnavailableException when the coordinator could not begin, also not at a
   *     second and third try; nothing was done
   */
  public <T> T execute(String name, Duration timeout, Function<Branches, T> body) {
    String xid = begins.begin(() -> coordinator.begin(name, timeout));
    Branches branches = new Branches(xid, coordinator);
    T result;
    try {
      result = body.apply(branches);
    } catch (RuntimeException | Error refusedOrFailed) {
      takeBack(name, xid);
      throw refusedOrFailed;
    }
    phaseTwo.carryOut(new PhaseTwo.Decided(name, xid, branches.registered()));
    return result;
  }

  /** Whether the coordinator answers now; waits for its answer at most the client's time-out. */
  public boolean isReachable() {
    return coordinator.isReachable();
  }

  /**
   * Disconnects, after what was decided has been carried out, for five seconds at most; everything
   * else is left to the coordinator and the other instances.
   */
  @Override
  public void close() {
    phaseTwo.close();
    coordinator.close();
  }

  private void takeBack(String name, String xid) {
    GlobalStatus status = coordinator.rollback(xid);
    if (status != GlobalStatus.Rollbacked) {
      Coordinator.reportLate(name, xid, "rollback", status);
    }
  }
}
