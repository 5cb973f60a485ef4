-- Who wants to be told what happens to orders and payments. A few rows that every instance keeps in memory: not sharded.
CREATE TABLE webhook_endpoints (
  endpoint_id      BIGINT       NOT NULL,
  url              VARCHAR(500) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- What it wants to be told, separated by commas; empty: everything.
  events           VARCHAR(500) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- ACTIVE, DISABLED
  status           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- Signs every call; encrypted under MALL_WEBHOOK_KEY.
  secret           VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The one before it signs beside it until then; encrypted too.
  old_secret       VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NULL,
  old_secret_until DATETIME(6)  NULL,
  created_at       DATETIME(6)  NOT NULL,
  updated_at       DATETIME(6)  NOT NULL,
  PRIMARY KEY (endpoint_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
