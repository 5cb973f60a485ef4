package io.mall.app.cache;

import io.mall.app.cache.SharedCache.Entry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An entry as Redis has it: the version in digits, then {@code P}lain or compressed ({@code Z})
 * bytes, or the sign that there is nothing ({@code A}) or nothing yet ({@code F}, a floor).
 */
final class EntryCodec {

  static final int DIGITS = 19;

  private static final byte[] ABSENT = {'A'};

  private final long compressFrom;

  EntryCodec(long compressFrom) {
    this.compressFrom = compressFrom;
  }

  /** Everything behind the version. */
  byte[] encode(Entry entry) {
    byte[] value = entry.value();
    if (value == null) {
      return ABSENT;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length + 1);
    if (value.length < compressFrom) {
      bytes.write('P');
      bytes.writeBytes(value);
    } else {
      bytes.write('Z');
      deflate(value, bytes);
    }
    return bytes.toByteArray();
  }

  /** Null for a floor, and for what this release does not understand. */
  @Nullable Entry decode(byte[] bytes) {
    if (bytes.length <= DIGITS) {
      return null;
    }
    long version = Long.parseLong(new String(bytes, 0, DIGITS, StandardCharsets.US_ASCII));
    return switch (bytes[DIGITS]) {
      case 'A' -> new Entry(version, null);
      case 'P' -> new Entry(version, Arrays.copyOfRange(bytes, DIGITS + 1, bytes.length));
      case 'Z' -> new Entry(version, inflate(bytes));
      default -> null;
    };
  }

  private static void deflate(byte[] value, ByteArrayOutputStream into) {
    try (Deflater fast = new Deflater(Deflater.BEST_SPEED);
        DeflaterOutputStream deflater = new DeflaterOutputStream(into, fast)) {
      deflater.write(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] inflate(byte[] bytes) {
    int from = DIGITS + 1;
    try (InflaterInputStream inflater =
        new InflaterInputStream(new ByteArrayInputStream(bytes, from, bytes.length - from))) {
      return inflater.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
