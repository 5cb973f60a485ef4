/** Problems and their codes. */
@NullMarked
package io.mall.app.problem;

import org.jspecify.annotations.NullMarked;
