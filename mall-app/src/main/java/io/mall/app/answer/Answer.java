package io.mall.app.answer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One JSON document as it is sent, plain and compressed, with the headers that belong to it.
 *
 * <p>Both forms have one opaque tag: strong for the plain bytes, weak ({@code W/}) for the
 * compressed ones, since they are not the same bytes (RFC 9110, 8.8.1 and 8.8.3.3).
 */
public final class Answer {

  /** Below this a compressed form saves no packet. */
  private static final int MIN_COMPRESSED = 512;

  /** Objects, references and header texts, in bytes. */
  private static final int OVERHEAD = 400;

  private final Form plain;
  private final Form compressed;
  private final String tag;
  private final byte[] shared;
  private final byte[] keys;

  /** One of the forms; its arrays are not to be changed. */
  static final class Form {
    private final byte[] body;
    private final byte[] tag;
    private final boolean compressed;

    private Form(byte[] body, byte[] tag, boolean compressed) {
      this.body = body;
      this.tag = tag;
      this.compressed = compressed;
    }

    byte[] body() {
      return body;
    }

    byte[] tag() {
      return tag;
    }

    boolean isCompressed() {
      return compressed;
    }
  }

  private Answer(Form plain, Form compressed, String tag, byte[] shared, byte[] keys) {
    this.plain = plain;
    this.compressed = compressed;
    this.tag = tag;
    this.shared = shared;
    this.keys = keys;
  }

  /**
   * The answer with a document.
   *
   * @param tag the strong entity tag with its quotation marks
   * @param shared how long shared caches may keep it: one of {@link CacheHeaders}
   * @param keys what shared caches may drop it by, separated by blanks: {@code Surrogate-Key}
   */
  public static Answer of(byte[] document, String tag, String shared, String keys) {
    byte[] small = document.length < MIN_COMPRESSED ? document : gzip(document);
    Form plain = new Form(document, ascii(tag), false);
    Form compressed =
        small.length < document.length ? new Form(small, ascii("W/" + tag), true) : plain;
    return new Answer(plain, compressed, tag, ascii(shared), ascii(keys));
  }

  /** How much memory it takes, in bytes, roughly. */
  public int weight() {
    int body = plain.body().length;
    return OVERHEAD + (compressed.isCompressed() ? body + compressed.body().length : body);
  }

  /** The compressed form where there is one and the client likes it. */
  Form form(@Nullable String acceptEncoding) {
    return AcceptEncoding.prefersGzip(acceptEncoding) ? compressed : plain;
  }

  byte[] shared() {
    return shared;
  }

  byte[] keys() {
    return keys;
  }

  /** Whether the client has it already, by its {@code If-None-Match}: a weak comparison. */
  boolean isKnownBy(String ifNoneMatch) {
    return ifNoneMatch.equals(tag) || EntityTags.contain(ifNoneMatch, tag);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] gzip(byte[] document) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(document.length / 2);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
