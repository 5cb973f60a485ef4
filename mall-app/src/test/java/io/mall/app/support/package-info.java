/** What tests on real servers share: one cluster, one running shop, and people to shop in it. */
@NullMarked
package io.mall.app.support;

import org.jspecify.annotations.NullMarked;
