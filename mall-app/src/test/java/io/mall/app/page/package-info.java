/** Pages and cursors. */
@NullMarked
package io.mall.app.page;

import org.jspecify.annotations.NullMarked;
