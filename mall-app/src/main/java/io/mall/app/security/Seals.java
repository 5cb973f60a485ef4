package io.mall.app.security;

import io.mall.app.problem.MissingException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets that the shop must be able to read again, so that whoever reads a database alone
 * does not: AES-256-GCM under a key of the environment. A sealed text is {@code v1.<key>.<base64>}
 * and belongs to its context: it cannot be read in the place of another.
 *
 * <p>There may be several keys: the first seals, all open. That is how a key is replaced.
 */
public final class Seals {

  private static final String VERSION = "v1.";
  private static final String VARIABLE = "MALL_WEBHOOK_KEY";
  private static final int MIN_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SequencedMap<String, SecretKey> keys;
  private final SecureRandom random = new SecureRandom();

  private Seals(SequencedMap<String, SecretKey> keys) {
    this.keys = keys;
  }

  /**
   * With the configured keys, or a fresh one where {@code local} allows that.
   *
   * @param base64 one or more keys of at least 32 random bytes, separated by commas
   */
  static Seals of(String base64, boolean local) {
    SequencedMap<String, SecretKey> keys = new LinkedHashMap<>();
    if (base64.isBlank() && local) {
      byte[] fresh = new byte[MIN_BYTES];
      new SecureRandom().nextBytes(fresh);
      add(keys, fresh);
      return new Seals(keys);
    }
    for (String each : base64.split(",", -1)) {
      add(keys, decoded(each));
    }
    return new Seals(keys);
  }

  /** Whether a text was sealed; the JSON and the secrets of the shop never look like it. */
  public static boolean isSealed(String text) {
    return text.startsWith(VERSION);
  }

  /** Whether a text is sealed with the key that seals now. */
  public boolean isCurrent(String text) {
    return text.startsWith(VERSION + keys.firstEntry().getKey() + ".");
  }

  /**
   * Encrypts.
   *
   * @param context where the text will be kept; to be named again when it is opened
   */
  public String seal(byte[] plain, String context) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] secret =
        cipher(Cipher.ENCRYPT_MODE, keys.firstEntry().getValue(), nonce, context, plain);
    byte[] all = ByteBuffer.allocate(nonce.length + secret.length).put(nonce).put(secret).array();
    return VERSION + keys.firstEntry().getKey() + "." + Base64.getEncoder().encodeToString(all);
  }

  /**
   * Decrypts.
   *
   * @throws IllegalStateException when its key is not there, or it was changed or moved
   */
  public byte[] open(String sealed, String context) {
    String[] parts = sealed.split("\\.", 3);
    if (!isSealed(sealed) || parts.length < 3) {
      throw new IllegalStateException("What stands in " + context + " is not sealed");
    }
    SecretKey key = keys.get(parts[1]);
    if (key == null) {
      throw new IllegalStateException(
          "What stands in %s was sealed with key %s; %s has %s"
              .formatted(context, parts[1], VARIABLE, keys.keySet()));
    }
    ByteBuffer all = ByteBuffer.wrap(Base64.getDecoder().decode(parts[2]));
    byte[] nonce = new byte[NONCE_BYTES];
    all.get(nonce);
    byte[] secret = new byte[all.remaining()];
    all.get(secret);
    return cipher(Cipher.DECRYPT_MODE, key, nonce, context, secret);
  }

  private static byte[] cipher(
      int mode, SecretKey key, byte[] nonce, String context, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("What stands in " + context + " was changed", broken);
    }
  }

  private static byte[] decoded(String base64) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException notBase64) {
      // The cause would repeat characters of the secret.
      throw new MissingException(VARIABLE + " is not base64");
    }
    if (key.length < MIN_BYTES) {
      throw new MissingException(
          "%s has %d bytes: give %d or more random bytes in base64"
              .formatted(VARIABLE, key.length, MIN_BYTES));
    }
    return key;
  }

  /** The name of a key tells nothing about it. */
  private static void add(SequencedMap<String, SecretKey> keys, byte[] key) {
    String name = HexFormat.of().formatHex(digest("name", key), 0, 4);
    keys.putLast(name, new SecretKeySpec(digest("key", key), "AES"));
  }

  private static byte[] digest(String purpose, byte[] key) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(purpose.getBytes(StandardCharsets.US_ASCII));
      return sha256.digest(key);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
