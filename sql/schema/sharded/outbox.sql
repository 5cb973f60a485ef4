-- What must still be done elsewhere because of a change here, written in that change's transaction; a row is deleted
-- when it is delivered. Sharding key: user_id.
CREATE TABLE outbox (
  user_id    BIGINT      NOT NULL,
  event_id   BIGINT      NOT NULL,
  event_type VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  order_no   BIGINT      NOT NULL,
  payload    TEXT        NOT NULL,
  attempts   INT         NOT NULL DEFAULT 0,
  -- Not before; moved on after each failed attempt.
  due_at     DATETIME(6) NOT NULL,
  created_at DATETIME(6) NOT NULL,
  -- Not stored; names the table group to the relay.
  slot       SMALLINT    AS (user_id & 1023) VIRTUAL,
  PRIMARY KEY (user_id, event_id),
  -- The relay takes what is due, oldest first.
  KEY idx_due_at (due_at),
  -- Everything of a user carries the user's slot.
  CHECK ((event_id & 1023) = (user_id & 1023)),
  CHECK ((order_no & 1023) = (user_id & 1023))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
