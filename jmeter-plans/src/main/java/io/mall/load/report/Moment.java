package io.mall.load.report;

import io.mall.load.shop.Metrics;
import java.util.Optional;

/**
 * Machine, generator and shop at one moment of a run.
 *
 * @param time milliseconds since 1970
 * @param machine share of all cores that were busy; not a number when unknown
 * @param generatorCores that the generator used
 * @param shop what an instance told; empty when its metrics are not to be had
 */
public record Moment(
    long time, double machine, double generatorCores, Optional<Metrics.Look> shop) {}
