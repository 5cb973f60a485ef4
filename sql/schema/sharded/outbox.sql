-- What must still be done elsewhere because of a change here, written in that change's transaction; a row is deleted
-- when it is delivered. Sharding key: user_id.
-- What one order tells one receiver goes one after the other: only the first event has a time, the rest waits (year 9999)
-- until the one before it is deleted, which gives it its time in the same transaction.
CREATE TABLE outbox (
  user_id    BIGINT      NOT NULL,
  event_id   BIGINT      NOT NULL,
  event_type VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  order_no   BIGINT      NOT NULL,
  payload    TEXT        NOT NULL,
  -- Deliveries begun; also the number of the lease, so that a late one of them ends nothing.
  attempts   INT         NOT NULL DEFAULT 0,
  -- Not before; while a delivery is under way the end of its lease; moved on after each failed one.
  due_at     DATETIME(6) NOT NULL,
  created_at DATETIME(6) NOT NULL,
  -- Not stored; names the table group to the relay.
  slot       SMALLINT    AS (user_id & 1023) VIRTUAL,
  -- 0: the shop itself; else the webhook endpoint.
  receiver   BIGINT      NOT NULL DEFAULT 0,
  -- Which of the waiting events of this order and receiver it is.
  order_seq  INT         NOT NULL DEFAULT 0,
  PRIMARY KEY (user_id, event_id),
  -- No two events of an order are next at once.
  UNIQUE KEY idx_order_seq (user_id, order_no, receiver, order_seq),
  -- The relay takes what is due, oldest first.
  KEY idx_due_at (due_at),
  -- Everything of a user carries the user's slot.
  CHECK ((event_id & 1023) = (user_id & 1023)),
  CHECK ((order_no & 1023) = (user_id & 1023))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
