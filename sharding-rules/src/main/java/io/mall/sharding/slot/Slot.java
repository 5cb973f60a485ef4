package io.mall.sharding.slot;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * One of the 1,024 places a row can belong to: the low ten bits of an id, or the hash of a name.
 *
 * @param value 0 to 1023
 */
public record Slot(int value) implements Comparable<Slot> {
  public static final int BITS = 10;
  public static final int COUNT = 1 << BITS;

  private static final int MASK = COUNT - 1;

  public Slot {
    if (value < 0 || value >= COUNT) {
      throw new IllegalArgumentException("A slot is 0 to " + MASK + ", not " + value);
    }
  }

  /** The slot an id carries in its low ten bits. */
  public static Slot ofId(long id) {
    if (id < 0) {
      throw new IllegalArgumentException("An id is not negative: " + id);
    }
    return new Slot((int) (id & MASK));
  }

  /**
   * The slot of a name, upper and lower case alike: {@code CRC32(LOWER(name)) & 1023}, which MySQL
   * and MariaDB compute too, so a DBA can ask the server for it and a CHECK can hold it.
   */
  public static Slot ofName(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0) {
      throw new IllegalArgumentException("A name to take a slot from is not empty");
    }
    for (int i = 0; i < bytes.length; i++) {
      byte each = bytes[i];
      if (each < ' ' || each == 0x7f) {
        throw new IllegalArgumentException("A name to take a slot from is printable ASCII");
      }
      if (each >= 'A' && each <= 'Z') {
        bytes[i] = (byte) (each + ('a' - 'A'));
      }
    }
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return new Slot((int) (crc.getValue() & MASK));
  }

  /** The table group this slot lives in. */
  public TableGroup group() {
    return new TableGroup(value / TableGroup.SLOTS);
  }

  /** Whether an id belongs to this slot. */
  public boolean owns(long id) {
    return id >= 0 && (id & MASK) == value;
  }

  @Override
  public int compareTo(Slot other) {
    return Integer.compare(value, other.value);
  }
}
