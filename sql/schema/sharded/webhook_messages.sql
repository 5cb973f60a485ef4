-- What was told to webhooks, or could not be; kept for a while, so that it can be told again. What is still to be told lies
-- in outbox. Sharding key: user_id.
CREATE TABLE webhook_messages (
  user_id     BIGINT       NOT NULL,
  -- Of the event in outbox; the receiver knows the message by it, however often it comes.
  event_id    BIGINT       NOT NULL,
  endpoint_id BIGINT       NOT NULL,
  order_no    BIGINT       NOT NULL,
  payload     TEXT         NOT NULL,
  -- DELIVERED; DEAD: tried often enough; SENDING: lies in outbox once more.
  status      VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  attempts    INT          NOT NULL,
  -- What became of the last attempt.
  outcome     VARCHAR(200) NOT NULL,
  created_at  DATETIME(6)  NOT NULL,
  updated_at  DATETIME(6)  NOT NULL,
  -- Not stored; names the table group to the sweep and to lists.
  slot        SMALLINT     AS (user_id & 1023) VIRTUAL,
  PRIMARY KEY (user_id, event_id),
  -- The messages of an endpoint, group after group, in the order they were written.
  KEY idx_endpoint_status (endpoint_id, status, event_id),
  -- The sweep: what was kept long enough.
  KEY idx_updated_at (updated_at),
  CHECK ((event_id & 1023) = (user_id & 1023)),
  CHECK ((order_no & 1023) = (user_id & 1023))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
