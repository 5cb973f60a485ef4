/**
 * Answers that are ready as bytes, and what sends them before anything else of the shop is asked:
 * the first cache level.
 */
@NullMarked
package io.mall.app.answer;

import org.jspecify.annotations.NullMarked;
