package io.mall.sharding.schema;

import java.util.Map;

/**
 * What a server makes of a logic table: how every actual table of it should look there.
 *
 * @param definitions the server's own text of each part, by {@link Comparison#column} and {@link
 *     Comparison#index}
 */
record Scratch(Shape shape, Map<String, String> definitions) {}
