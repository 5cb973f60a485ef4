package io.mall.load.measure;

/**
 * One step of the time line.
 *
 * @param second since the measuring began
 * @param rate answers per second
 * @param errors failed requests per second
 * @param p50 corrected percentiles, milliseconds
 */
public record Point(long second, double rate, double errors, long p50, long p95, long p99) {}
