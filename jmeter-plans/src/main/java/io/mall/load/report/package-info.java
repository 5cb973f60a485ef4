/** What people and machines read afterwards: a page, its charts, a JSON object. */
@NullMarked
package io.mall.load.report;

import org.jspecify.annotations.NullMarked;
