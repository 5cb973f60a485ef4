package io.mall.sharding.transaction;

import org.apache.seata.core.model.BranchType;
import org.apache.seata.core.model.ResourceManager;
import org.apache.seata.rm.AbstractRMHandler;

/** Hands the coordinator's messages to our own branches. */
final class TccMessages extends AbstractRMHandler {

  private final TccResources resources;

  TccMessages(TccResources resources) {
    this.resources = resources;
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
