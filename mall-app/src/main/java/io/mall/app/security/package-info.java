/** Who calls: tokens, roles, and which paths they open. */
@NullMarked
package io.mall.app.security;

import org.jspecify.annotations.NullMarked;
