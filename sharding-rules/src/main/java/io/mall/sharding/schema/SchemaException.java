package io.mall.sharding.schema;

import org.jspecify.annotations.Nullable;

/**
 * The schema could not be read, compared or applied; the message is one line that names the place.
 */
public final class SchemaException extends RuntimeException {

  SchemaException(String message) {
    super(message);
  }

  SchemaException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
