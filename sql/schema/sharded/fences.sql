-- Who may write for a job that one instance does for all: the highest number of its lock that has written here. A holder
-- whose lease ran out while it was stopped comes with a lower one and is refused. Sharding key: slot.
CREATE TABLE fences (
  -- The first slot of the table group whose rows the job changes: one row a group, on that group's server.
  slot       SMALLINT    NOT NULL,
  -- Of the lock.
  name       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  token      BIGINT      NOT NULL,
  updated_at DATETIME(6) NOT NULL,
  PRIMARY KEY (slot, name),
  CHECK (slot BETWEEN 0 AND 1023)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
