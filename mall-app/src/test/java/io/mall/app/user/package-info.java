/** Users, log-ins and addresses on real servers. */
@NullMarked
package io.mall.app.user;

import org.jspecify.annotations.NullMarked;
