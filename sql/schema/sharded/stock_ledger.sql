-- Every change of a product's stock, one row per movement or per order. Sharding key: product_id.
CREATE TABLE stock_ledger (
  product_id BIGINT      NOT NULL,
  ledger_id  BIGINT      NOT NULL,
  -- NULL for SEEDED, RESTOCKED, DEDUCTED.
  order_no   BIGINT      NULL,
  -- SEEDED, RESTOCKED, DEDUCTED; RESERVED -> SOLD -> RETURNED; RESERVED -> RELEASED.
  state      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  quantity   BIGINT      NOT NULL,
  created_at DATETIME(6) NOT NULL,
  updated_at DATETIME(6) NOT NULL,
  -- Not stored; names the table group to the sweeper and the reconciler.
  slot       SMALLINT    AS (product_id & 1023) VIRTUAL,
  PRIMARY KEY (product_id, ledger_id),
  -- One row per product and order: reserving, releasing and selling are idempotent, and a release that comes before
  -- its reservation leaves a row (quantity 0) that the late reservation runs into.
  UNIQUE KEY idx_product_order (product_id, order_no),
  -- The sweeper: reservations that nobody finished, oldest first.
  KEY idx_state_created (state, created_at),
  -- Everything of a product carries the product's slot.
  CHECK ((ledger_id & 1023) = (product_id & 1023))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
