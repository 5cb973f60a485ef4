package io.mall.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** Ports that are free, and ports that are not. */
class PortsTest {

  @Test
  void aPortIsNotGivenTwice() {
    assertThat(Ports.free()).isNotEqualTo(Ports.free());
  }

  @Test
  void aBusyPortOfTheShopIsNamed() throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = busy.getLocalPort();
      assertThat(Ports.isFree(port)).isFalse();
      assertThatThrownBy(() -> Shop.checkPorts(1, port))
          .isInstanceOf(LocalClusterException.class)
          .hasMessageContaining("Port " + port)
          .hasMessageContaining("--port");
      assertThatThrownBy(() -> Shop.checkPorts(3, port - 2))
          .isInstanceOf(LocalClusterException.class)
          .hasMessageContaining("--port");
    }
  }
}
