package io.mall.app.seed;

import java.util.List;

/**
 * Random numbers that are the same on every machine and Java version: SplitMix64, and a normal
 * distribution by Box and Muller in strict arithmetic. The JDK's generators promise neither.
 */
final class Dice {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  /** The dice of one thing: what is thrown depends on nothing else that is made. */
  Dice(long seed, String kind, long number) {
    state = mix(seed + GOLDEN * kind.hashCode()) + mix(number * GOLDEN);
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  long next() {
    state += GOLDEN;
    return mix(state);
  }

  /** From 0 to 1, without 1. */
  double unit() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  int below(int bound) {
    return (int) (unit() * bound);
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  <T> T pick(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** Mean 0, deviation 1. */
  double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
    return radius * StrictMath.cos(2 * Math.PI * unit());
  }
}
