-- The lines of an order, with title and price frozen as they were. Sharding key: user_id. Routed by order_no as well.
CREATE TABLE order_items (
  user_id     BIGINT       NOT NULL,
  order_no    BIGINT       NOT NULL,
  line_no     SMALLINT     NOT NULL,
  product_id  BIGINT       NOT NULL,
  title       VARCHAR(200) NOT NULL,
  unit_amount BIGINT       NOT NULL,
  currency    CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  quantity    INT          NOT NULL,
  -- In the order of the orders table: an order and its lines are two range reads.
  PRIMARY KEY (user_id, order_no, line_no),
  -- Both keys route, so both must name one shard.
  CHECK ((order_no & 1023) = (user_id & 1023))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
