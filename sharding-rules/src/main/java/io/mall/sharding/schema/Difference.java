package io.mall.sharding.schema;

import org.jspecify.annotations.Nullable;

/**
 * One part of a table that is not as it should be.
 *
 * @param remedy the clause of an ALTER TABLE that mends it without risk, null where a person must
 *     decide
 */
record Difference(String what, String expected, String found, @Nullable String remedy) {

  static final String NONE = "none";

  static Difference of(String what, String expected, String found) {
    return new Difference(what, expected, found, null);
  }

  Drift at(Member member, String actualTable, String source) {
    return new Drift(member.label(), member.addressOf(actualTable), source, what, expected, found);
  }
}
