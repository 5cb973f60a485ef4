-- What is for sale. Not sharded: read through caches, searched by things no key could route.
-- Every list pages by key, so each index that serves one ends in product_id.
CREATE TABLE products (
  product_id   BIGINT       NOT NULL,
  category_id  BIGINT       NOT NULL,
  title        VARCHAR(200) NOT NULL,
  description  TEXT         NOT NULL,
  -- Minor units of the currency.
  price_amount BIGINT       NOT NULL,
  currency     CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- ACTIVE, WITHDRAWN
  status       VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- Counts changes: the ETag, and the guard of If-Match.
  version      INT          NOT NULL DEFAULT 0,
  created_at   DATETIME(6)  NOT NULL,
  updated_at   DATETIME(6)  NOT NULL,
  PRIMARY KEY (product_id),
  -- A category's products, newest first.
  KEY idx_category_status (category_id, status, created_at, product_id),
  -- A price range, cheapest or dearest first.
  KEY idx_price_range (status, price_amount, product_id),
  -- Newest first.
  KEY idx_created_at (created_at, product_id),
  -- What was changed of late, for those who keep products in memory.
  KEY idx_updated_at (updated_at, product_id),
  -- Search by words of the title.
  FULLTEXT KEY idx_title (title)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
