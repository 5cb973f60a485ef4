package io.mall.sharding.transaction;

import org.apache.seata.core.model.BranchType;
import org.apache.seata.core.model.ResourceManager;
import org.apache.seata.core.protocol.transaction.BranchCommitRequest;
import org.apache.seata.core.protocol.transaction.BranchCommitResponse;
import org.apache.seata.core.protocol.transaction.BranchRollbackRequest;
import org.apache.seata.core.protocol.transaction.BranchRollbackResponse;
import org.apache.seata.core.protocol.transaction.UndoLogDeleteRequest;
import org.apache.seata.rm.AbstractRMHandler;
import org.apache.seata.rm.RMHandlerAT;
import org.jspecify.annotations.Nullable;

/** Hands the coordinator's messages to our own branches, and to those of AT once it is used. */
final class TccMessages extends AbstractRMHandler {

  private final TccResources resources;
  private volatile @Nullable RMHandlerAT at;

  TccMessages(TccResources resources) {
    this.resources = resources;
  }

  synchronized void useAt() {
    if (at == null) {
      at = new RMHandlerAT();
    }
  }

  @Override
  public BranchCommitResponse handle(BranchCommitRequest request) {
    RMHandlerAT others = at;
    return others != null && request.getBranchType() == BranchType.AT
        ? others.handle(request)
        : super.handle(request);
  }

  @Override
  public BranchRollbackResponse handle(BranchRollbackRequest request) {
    RMHandlerAT others = at;
    return others != null && request.getBranchType() == BranchType.AT
        ? others.handle(request)
        : super.handle(request);
  }

  @Override
  public void handle(UndoLogDeleteRequest request) {
    RMHandlerAT others = at;
    if (others != null) {
      others.handle(request);
    }
  }

  @Override
  protected ResourceManager getResourceManager() {
    return resources;
  }

  @Override
  public BranchType getBranchType() {
    return BranchType.TCC;
  }
}
