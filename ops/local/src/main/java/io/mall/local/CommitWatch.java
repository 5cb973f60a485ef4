package io.mall.local;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Finds COMMIT among the bytes that a MySQL client sends: packets of a length in three bytes, a
 * sequence number, a payload, in pieces as the network cuts them.
 */
final class CommitWatch {
  private static final int HEADER = 4;
  private static final int COM_QUERY = 3;

  /** COM_QUERY, two bytes of query attributes where the server knows them, the word. */
  private static final int LONGEST = 16;

  private final byte[] payload = new byte[LONGEST];
  private int headerBytes;
  private int length;
  private int payloadBytes;

  /** Whether a packet that ends within this piece is a COMMIT. */
  boolean sees(byte[] piece, int count) {
    boolean seen = false;
    for (int i = 0; i < count; i++) {
      if (headerBytes < HEADER) {
        if (headerBytes < HEADER - 1) {
          length |= (piece[i] & 0xff) << (8 * headerBytes);
        }
        headerBytes++;
      } else {
        if (payloadBytes < LONGEST) {
          payload[payloadBytes] = piece[i];
        }
        payloadBytes++;
      }
      if (headerBytes == HEADER && payloadBytes == length) {
        seen |= isCommit();
        headerBytes = 0;
        length = 0;
        payloadBytes = 0;
      }
    }
    return seen;
  }

  private boolean isCommit() {
    if (length > LONGEST || length == 0 || payload[0] != COM_QUERY) {
      return false;
    }
    String text = new String(payload, 1, length - 1, StandardCharsets.US_ASCII);
    return text.strip().toUpperCase(Locale.ROOT).endsWith("COMMIT");
  }
}
