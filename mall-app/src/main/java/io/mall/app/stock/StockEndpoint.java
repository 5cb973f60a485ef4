package io.mall.app.stock;

import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** What the audit has found, on the management port: {@code /actuator/stock}. */
@Component
@Endpoint(id = "stock")
class StockEndpoint {

  private final StockAudit audit;

  StockEndpoint(StockAudit audit) {
    this.audit = audit;
  }

  /**
   * The state of this instance's audit.
   *
   * @param products compared in its last whole passes; 0 on an instance that does not audit
   */
  record Audit(int products, List<Deviation> deviations) {}

  @ReadOperation
  Audit audit() {
    return new Audit(audit.products(), audit.deviations());
  }
}
