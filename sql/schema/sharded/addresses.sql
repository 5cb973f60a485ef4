-- Where a user has orders sent. Sharding key: user_id.
CREATE TABLE addresses (
  user_id     BIGINT       NOT NULL,
  address_id  BIGINT       NOT NULL,
  recipient   VARCHAR(64)  NOT NULL,
  phone       VARCHAR(32)  NOT NULL,
  line1       VARCHAR(128) NOT NULL,
  line2       VARCHAR(128) NOT NULL DEFAULT '',
  city        VARCHAR(64)  NOT NULL,
  region      VARCHAR(64)  NOT NULL DEFAULT '',
  postal_code VARCHAR(16)  NOT NULL,
  country     CHAR(2)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  created_at  DATETIME(6)  NOT NULL,
  updated_at  DATETIME(6)  NOT NULL,
  -- The user first: a user's addresses lie side by side, and the list needs no further index.
  PRIMARY KEY (user_id, address_id),
  -- An address is also routed by its own id, so both must name one shard.
  CHECK ((address_id & 1023) = (user_id & 1023))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
