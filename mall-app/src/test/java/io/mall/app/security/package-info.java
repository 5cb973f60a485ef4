/** Log-ins and who may do what. */
@NullMarked
package io.mall.app.security;

import org.jspecify.annotations.NullMarked;
