/** Users, their log-ins and their addresses; sharded by user. */
@NullMarked
package io.mall.app.user;

import org.jspecify.annotations.NullMarked;
