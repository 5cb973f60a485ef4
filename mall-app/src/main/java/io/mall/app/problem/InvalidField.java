package io.mall.app.problem;

/** One field of a request that is not as it must be. */
public record InvalidField(String field, String message) {}
