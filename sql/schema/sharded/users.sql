-- One row per person who can log in. Sharding key: user_id, whose slot is the hash of the user name,
-- so that a login, which knows only the name, goes to one shard as well.
CREATE TABLE users (
  user_id       BIGINT       NOT NULL,
  -- [a-z0-9._-]{3,32}, lower-cased before it arrives.
  username      VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  password_hash VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  display_name  VARCHAR(64)  NOT NULL DEFAULT '',
  email         VARCHAR(254) NULL,
  -- USER, ADMIN
  role          VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  version       INT          NOT NULL DEFAULT 0,
  created_at    DATETIME(6)  NOT NULL,
  updated_at    DATETIME(6)  NOT NULL,
  PRIMARY KEY (user_id),
  -- The login; and no two users of one name: all rows of a name are in one table, so this is unique everywhere.
  UNIQUE KEY idx_username (username),
  -- The name routes as well, by this hash, so id and name must name one shard.
  CHECK ((user_id & 1023) = (CRC32(username) & 1023))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
