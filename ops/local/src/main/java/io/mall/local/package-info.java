/** The local cluster: database servers with replicas, Redis and Seata as child processes. */
@NullMarked
package io.mall.local;

import org.jspecify.annotations.NullMarked;
