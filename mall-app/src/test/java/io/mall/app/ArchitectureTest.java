package io.mall.app;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

  @Test
  void modulesHaveNoCyclesAndUseOnlyEachOthersDoors() {
    ApplicationModules.of(MallApplication.class).verify();
  }
}
