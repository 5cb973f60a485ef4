-- The stock of a product, one row, always equal to the sums of its ledger. Sharding key: product_id.
CREATE TABLE inventory (
  product_id BIGINT      NOT NULL,
  -- Ever put in: ledger SEEDED + RESTOCKED.
  seeded     BIGINT      NOT NULL CHECK (seeded >= 0),
  available  BIGINT      NOT NULL CHECK (available >= 0),
  -- Held for checkouts under way: ledger RESERVED.
  reserved   BIGINT      NOT NULL CHECK (reserved >= 0),
  -- Gone: ledger SOLD + DEDUCTED.
  sold       BIGINT      NOT NULL CHECK (sold >= 0),
  version    BIGINT      NOT NULL DEFAULT 0,
  updated_at DATETIME(6) NOT NULL,
  -- Not stored; names the table group to the reconciler.
  slot       SMALLINT    AS (product_id & 1023) VIRTUAL,
  PRIMARY KEY (product_id),
  -- No oversell and no stock out of nothing, whatever a statement does wrong.
  CHECK (seeded = available + reserved + sold)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
