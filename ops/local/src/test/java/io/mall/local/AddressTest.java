package io.mall.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Addresses within the values of environment variables. */
class AddressTest {

  @Test
  void itIsFoundInEveryFormThatTheEnvironmentUses() {
    assertThat(Address.in("jdbc:mysql://db.example:3306/mall_0"))
        .hasValue(new Address("db.example", 3306));
    assertThat(Address.in("jdbc:mysql://db:3306?x=y")).hasValue(new Address("db", 3306));
    assertThat(Address.in("redis://:secret@10.0.0.1:6379")).hasValue(new Address("10.0.0.1", 6379));
    assertThat(Address.in("127.0.0.1:8091")).hasValue(new Address("127.0.0.1", 8091));
    assertThat(Address.in("nowhere")).isEmpty();
  }

  @Test
  void itIsReplacedWhereItStands() {
    assertThat(
            new Address("db", 3306)
                .replacedIn("jdbc:mysql://db:3306/mall_0", Address.local(20_001)))
        .isEqualTo("jdbc:mysql://127.0.0.1:20001/mall_0");
  }
}
