/** Refusals: how a module says no, and what the client is told. */
@NullMarked
package io.mall.app.problem;

import org.jspecify.annotations.NullMarked;
