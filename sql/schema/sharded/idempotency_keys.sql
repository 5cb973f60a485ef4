-- The answer given to a request with an Idempotency-Key, written in the transaction that did the work, so that a
-- repeated request gets the same answer and does nothing. Sharding key: user_id. What is done to something that is no
-- user's (a product's stock, an order by an administrator) lies with that: its number stands as user_id, and the key is a
-- hash of who sent it and the key.
CREATE TABLE idempotency_keys (
  user_id         BIGINT       NOT NULL,
  -- As the client sent it: compared byte by byte.
  idempotency_key VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  operation       VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- SHA-256 of the request, hexadecimal: the same key with another request is refused.
  fingerprint     CHAR(64)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- 0: the key is taken for a request of several steps that is not done yet.
  http_status     SMALLINT     NOT NULL,
  location        VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NULL,
  body            MEDIUMTEXT   NOT NULL,
  created_at      DATETIME(6)  NOT NULL,
  -- Not stored; names the table group to a background job.
  slot            SMALLINT     AS (user_id & 1023) VIRTUAL,
  etag            VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  PRIMARY KEY (user_id, idempotency_key),
  -- Old keys are deleted in the order they came.
  KEY idx_created_at (created_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
