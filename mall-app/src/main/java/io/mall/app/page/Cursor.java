package io.mall.app.page;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Base64.Decoder;
import java.util.Base64.Encoder;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The keys of the last item a client has seen, as opaque text. A check sum over the list's name and
 * the keys refuses altered cursors and cursors of other lists; it is no secret.
 *
 * @param list the list and its order, for example {@code orders} or {@code products/price}
 */
public record Cursor(String list, List<Long> keys) {

  private static final Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Decoder DECODER = Base64.getUrlDecoder();
  private static final int MAX_KEYS = 4;

  public Cursor {
    keys = List.copyOf(keys);
    if (keys.isEmpty() || keys.size() > MAX_KEYS) {
      throw new IllegalArgumentException("a cursor holds 1 to " + MAX_KEYS + " keys");
    }
  }

  public static Cursor of(String list, Long... keys) {
    return new Cursor(list, List.of(keys));
  }

  /** Reads what {@link #text()} wrote for the same list with as many keys, or refuses. */
  public static Cursor parse(String text, String list, int keys) {
    if (text.length() > 64) {
      throw new PageProblem.BrokenCursor().toException();
    }
    ByteBuffer bytes;
    try {
      bytes = ByteBuffer.wrap(DECODER.decode(text));
    } catch (IllegalArgumentException notBase64) {
      throw new PageProblem.BrokenCursor().toException();
    }
    if (bytes.remaining() != Integer.BYTES + keys * Long.BYTES) {
      throw new PageProblem.BrokenCursor().toException();
    }
    int sum = bytes.getInt();
    Long[] read = new Long[keys];
    for (int i = 0; i < keys; i++) {
      read[i] = bytes.getLong();
    }
    Cursor cursor = Cursor.of(list, read);
    // Compared as text too: a second spelling of the same bytes is an altered cursor.
    if (cursor.checkSum() != sum || !cursor.text().equals(text)) {
      throw new PageProblem.BrokenCursor().toException();
    }
    return cursor;
  }

  public long key(int index) {
    return keys.get(index);
  }

  public String text() {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + keys.size() * Long.BYTES);
    bytes.putInt(checkSum());
    keys.forEach(bytes::putLong);
    return ENCODER.encodeToString(bytes.array());
  }

  private int checkSum() {
    CRC32 sum = new CRC32();
    sum.update(list.getBytes(StandardCharsets.UTF_8));
    for (long key : keys) {
      sum.update(ByteBuffer.allocate(Long.BYTES).putLong(0, key));
    }
    return (int) sum.getValue();
  }
}
