/**
 * Where statements go, found without a database: ShardingSphere's own parser, binder, audit, router
 * and rewriter on metadata made from the rules and the CREATE TABLE files.
 */
@NullMarked
package io.mall.sharding.route.preview;

import org.jspecify.annotations.NullMarked;
