/** Comparisons that are measured: peers in turn within one run, medians and spread. */
@NullMarked
package io.mall.app.bench;

import org.jspecify.annotations.NullMarked;
