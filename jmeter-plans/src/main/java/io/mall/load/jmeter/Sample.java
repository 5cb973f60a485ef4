package io.mall.load.jmeter;

/**
 * One request and its answer, as JMeter timed it.
 *
 * @param start milliseconds since 1970
 * @param elapsed milliseconds until the last byte of the answer
 * @param code HTTP status, or JMeter's word for what went wrong
 * @param failure what an assertion found wrong, empty when nothing
 */
public record Sample(
    long start,
    int elapsed,
    String label,
    String code,
    String thread,
    boolean success,
    String failure) {

  public long end() {
    return start + elapsed;
  }
}
