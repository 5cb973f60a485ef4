CREATE TABLE t_order (
  order_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  order_no VARCHAR(32) NOT NULL,
  status VARCHAR(16) NOT NULL,
  PRIMARY KEY (order_id),
  UNIQUE KEY idx_user_no (user_id, order_no)
) ENGINE = InnoDB;

CREATE TABLE t_order_item (
  item_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  quantity INT NOT NULL,
  PRIMARY KEY (user_id, item_id)
) ENGINE = InnoDB;

CREATE TABLE t_log (
  created_at DATETIME NOT NULL,
  log_id BIGINT NOT NULL,
  line VARCHAR(200) NOT NULL,
  PRIMARY KEY (created_at, log_id)
) ENGINE = InnoDB;

CREATE TABLE t_visit (
  visitor_id BIGINT NOT NULL,
  visited_at DATETIME NOT NULL,
  PRIMARY KEY (visitor_id, visited_at)
) ENGINE = InnoDB;

CREATE TABLE t_country (
  code CHAR(2) NOT NULL PRIMARY KEY,
  name VARCHAR(64) NOT NULL
) ENGINE = InnoDB;

CREATE TABLE t_note (
  note_id BIGINT NOT NULL PRIMARY KEY
) ENGINE = InnoDB;

CREATE TABLE t_config (
  name VARCHAR(64) NOT NULL PRIMARY KEY,
  setting VARCHAR(200) NOT NULL
) ENGINE = InnoDB;
