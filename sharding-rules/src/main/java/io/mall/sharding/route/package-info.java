/** Routes: which actual tables of which data sources a statement was sent to. */
@NullMarked
package io.mall.sharding.route;

import org.jspecify.annotations.NullMarked;
