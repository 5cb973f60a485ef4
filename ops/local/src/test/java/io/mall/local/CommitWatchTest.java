package io.mall.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Finding COMMIT in what a client sends, however the network cuts it. */
class CommitWatchTest {

  @Test
  void aCommitIsSeenInAnyCaseAndWithQueryAttributes() {
    assertThat(sees(packet("\u0003COMMIT"))).isTrue();
    assertThat(sees(packet("\u0003commit"))).isTrue();
    assertThat(sees(packet("\u0003\u0000\u0001commit"))).isTrue();
  }

  @Test
  void otherPacketsAreNone() {
    assertThat(sees(packet("\u0003ROLLBACK"))).isFalse();
    assertThat(sees(packet("\u0003INSERT INTO t VALUES ('COMMIT')"))).isFalse();
    assertThat(sees(packet("\u0016COMMIT"))).isFalse();
    assertThat(sees(packet(""))).isFalse();
  }

  @Test
  void aCommitIsSeenWhenItComesByteByByteAfterALongPacket() {
    byte[] all = join(packet("\u0003" + "x".repeat(70_000)), packet("\u0003COMMIT"));
    CommitWatch watch = new CommitWatch();
    int seen = 0;
    for (byte each : all) {
      seen += watch.sees(new byte[] {each}, 1) ? 1 : 0;
    }
    assertThat(seen).isEqualTo(1);
  }

  private static boolean sees(byte[] packet) {
    return new CommitWatch().sees(packet, packet.length);
  }

  private static byte[] packet(String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.US_ASCII);
    int length = bytes.length;
    return join(new byte[] {(byte) length, (byte) (length >> 8), (byte) (length >> 16), 0}, bytes);
  }

  private static byte[] join(byte[] first, byte[] second) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(first);
    all.writeBytes(second);
    return all.toByteArray();
  }
}
