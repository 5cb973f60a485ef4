package io.mall.load.shop;

/**
 * Something that must hold whatever the load, and whether it does.
 *
 * @param detail what was looked at, or what is wrong
 */
public record Finding(String rule, boolean holds, String detail) {}
