package io.mall.app.sweep;

/**
 * The right to do a job for all instances.
 *
 * @param token higher than that of everybody who had it before
 */
public record Grant(String name, long token) {}
