/**
 * Reads on replicas over HTTP: what a client has written it sees afterwards, on every instance, by
 * its token or, without one, for a moment after it wrote.
 */
@NullMarked
package io.mall.app.replica;

import org.jspecify.annotations.NullMarked;
