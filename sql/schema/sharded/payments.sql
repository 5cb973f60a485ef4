-- One row per attempt to pay an order. Sharding key: user_id. Routed by payment_no as well.
CREATE TABLE payments (
  user_id      BIGINT      NOT NULL,
  payment_no   BIGINT      NOT NULL,
  order_no     BIGINT      NOT NULL,
  method       VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- STARTED, SUCCEEDED, FAILED, REFUNDED
  status       VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  amount       BIGINT      NOT NULL,
  currency     CHAR(3)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The provider's own number, once it has answered.
  provider_ref VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  created_at   DATETIME(6) NOT NULL,
  updated_at   DATETIME(6) NOT NULL,
  -- Not stored; names the table group to the sweep.
  slot         SMALLINT    AS (user_id & 1023) VIRTUAL,
  PRIMARY KEY (user_id, payment_no),
  -- The provider's callback knows the payment number alone.
  UNIQUE KEY idx_payment_no (payment_no),
  -- The payments of an order: to refuse a second one, and to refund on cancel.
  KEY idx_order_no (user_id, order_no),
  -- The sweep: STARTED payments that nobody was told about for too long, oldest first.
  KEY idx_status_created (status, created_at),
  -- All three keys route, so all must name one shard. With it idx_payment_no is unique everywhere.
  CHECK ((payment_no & 1023) = (user_id & 1023)),
  CHECK ((order_no & 1023) = (user_id & 1023))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
