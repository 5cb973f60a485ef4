-- One row per order; also the decision of a checkout: the order and its abort mark compete for one unique key.
-- Sharding key: user_id. Routed by order_no as well.
CREATE TABLE orders (
  user_id      BIGINT      NOT NULL,
  order_no     BIGINT      NOT NULL,
  -- PLACED, PAID, SHIPPED, RECEIVED, CANCELLED, EXPIRED; ABORTED is the mark of a checkout that failed, shown to nobody.
  status       VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- Minor units of the currency.
  total_amount BIGINT      NOT NULL,
  currency     CHAR(3)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  item_count   INT         NOT NULL,
  -- The address as it was when the order was placed, JSON.
  ship_to      TEXT        NOT NULL,
  expires_at   DATETIME(6) NOT NULL,
  created_at   DATETIME(6) NOT NULL,
  updated_at   DATETIME(6) NOT NULL,
  -- Not stored. A background job says WHERE slot BETWEEN 64*g AND 64*g+63 and visits table group g alone.
  slot         SMALLINT    AS (user_id & 1023) VIRTUAL,
  -- The user first: a user's orders lie side by side in the order they were placed; "my orders" pages along it.
  PRIMARY KEY (user_id, order_no),
  -- Finds an order by its number alone (payments, support), and lets order and abort mark exclude each other.
  UNIQUE KEY idx_order_no (order_no),
  -- "My orders" of one status, by time.
  KEY idx_user_status_time (user_id, status, created_at),
  -- The expiry sweep: PLACED orders whose time is over, oldest first.
  KEY idx_status_expires (status, expires_at),
  -- Both keys route, so both must name one shard. With it idx_order_no is unique everywhere, not just in one table.
  CHECK ((order_no & 1023) = (user_id & 1023))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
