/** Tests of ready answers: their bytes, their headers, and that Spring answers the same. */
@NullMarked
package io.mall.app.answer;

import org.jspecify.annotations.NullMarked;
