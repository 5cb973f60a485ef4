package io.mall.app.catalog;

import java.util.Locale;

/** What an instance keeps in memory of the catalog. */
enum Kept {
  PRODUCT,
  LIST;

  /** As metrics name it. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
