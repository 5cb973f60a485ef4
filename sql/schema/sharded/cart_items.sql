-- What a user means to buy, one row per product. Sharding key: user_id.
CREATE TABLE cart_items (
  -- Carries the user's slot.
  cart_item_id BIGINT      NOT NULL,
  user_id      BIGINT      NOT NULL,
  product_id   BIGINT      NOT NULL,
  quantity     INT         NOT NULL,
  -- What one cost when the line was last changed, as the client was shown; NULL: not known.
  unit_amount  BIGINT      NULL,
  currency     CHAR(3)     CHARACTER SET ascii COLLATE ascii_bin NULL,
  created_at   DATETIME(6) NOT NULL,
  updated_at   DATETIME(6) NOT NULL,
  PRIMARY KEY (cart_item_id),
  -- Reads a cart, and is what INSERT ... ON DUPLICATE KEY UPDATE adds to: two clients never make two lines of one product.
  UNIQUE KEY idx_user_product (user_id, product_id),
  -- Finds carts left behind, oldest first.
  KEY idx_updated_at (updated_at),
  -- A line is also routed by its own id, so both must name one shard.
  CHECK ((cart_item_id & 1023) = (user_id & 1023))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
