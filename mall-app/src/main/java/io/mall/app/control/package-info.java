/**
 * What an operator may switch off while the shop runs: each optimisation alone, on the instance
 * asked.
 */
@NullMarked
package io.mall.app.control;

import org.jspecify.annotations.NullMarked;
