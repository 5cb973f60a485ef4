-- The tree of categories: small, read whole. Not sharded.
CREATE TABLE categories (
  category_id BIGINT      NOT NULL,
  -- NULL at the root.
  parent_id   BIGINT      NULL,
  slug        VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name        VARCHAR(64) NOT NULL,
  PRIMARY KEY (category_id),
  -- A category by the name in its address, and no two of one name.
  UNIQUE KEY idx_slug (slug)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
