/** Lists in pieces: a page, and the cursor that leads to the next one. */
@NullMarked
package io.mall.app.page;

import org.jspecify.annotations.NullMarked;
