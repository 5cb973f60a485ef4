package io.mall.sharding.transaction;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.seata.core.model.BranchStatus;
import org.apache.seata.core.model.BranchType;
import org.apache.seata.core.model.Resource;
import org.apache.seata.rm.AbstractResourceManager;
import org.apache.seata.rm.DefaultResourceManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The participants of this process as Seata's resources. Stands in for Seata's own TCC resource
 * manager, which finds its methods by reflection and needs Spring for the rest.
 */
final class TccResources extends AbstractResourceManager {

  private static final Logger log = LoggerFactory.getLogger(TccResources.class);

  private final Map<String, Participant> participants = new TreeMap<>();
  private final Map<String, Resource> resources = new TreeMap<>();

  private volatile boolean at;
  private final Set<String> confirmed = ConcurrentHashMap.newKeySet();

  TccResources(Collection<? extends Participant> participants) {
    for (Participant participant : participants) {
      String name = participant.name();
      if (this.participants.put(name, participant) != null) {
        throw new IllegalArgumentException("Two participants are named \"" + name + "\".");
      }
      resources.put(name, new TccResource(name));
    }
  }

  @Override
  public Map<String, Resource> getManagedResources() {
    if (!at) {
      return resources;
    }
    Map<String, Resource> all = new TreeMap<>(resources);
    all.putAll(
        DefaultResourceManager.get().getResourceManager(BranchType.AT).getManagedResources());
    return all;
  }

  /** From now on the data sources of AT are told to the coordinator with the participants. */
  void useAt() {
    at = true;
  }

  @Override
  public BranchType getBranchType() {
    return BranchType.TCC;
  }

  @Override
  public BranchStatus branchCommit(
      BranchType type, String xid, long branchId, String name, String argument) {
    return confirmed.contains(xid) || settle(xid, name, argument, Participant::confirm)
        ? BranchStatus.PhaseTwo_Committed
        : BranchStatus.PhaseTwo_CommitFailed_Retryable;
  }

  @Override
  public BranchStatus branchRollback(
      BranchType type, String xid, long branchId, String name, String argument) {
    return settle(xid, name, argument, Participant::cancel)
        ? BranchStatus.PhaseTwo_Rollbacked
        : BranchStatus.PhaseTwo_RollbackFailed_Retryable;
  }

  /** Says that all branches of a transaction are firm already, so that nobody needs to look. */
  void remember(String xid) {
    confirmed.add(xid);
  }

  void forget(String xid) {
    confirmed.remove(xid);
  }

  private boolean settle(
      String xid, String name, String argument, BiConsumer<Participant, String> phaseTwo) {
    Participant participant = participants.get(name);
    if (participant == null) {
      log.atWarn().addKeyValue("participant", name).log("branch of an unknown participant");
      return false;
    }
    try {
      phaseTwo.accept(participant, argument);
      return true;
    } catch (RuntimeException failed) {
      log.atWarn()
          .addKeyValue("participant", name)
          .addKeyValue("xid", xid)
          .setCause(failed)
          .log("second phase failed; the coordinator repeats it");
      return false;
    }
  }

  private record TccResource(String name) implements Resource {

    @Override
    public String getResourceGroupId() {
      return "DEFAULT";
    }

    @Override
    public String getResourceId() {
      return name;
    }

    @Override
    public BranchType getBranchType() {
      return BranchType.TCC;
    }
  }
}
