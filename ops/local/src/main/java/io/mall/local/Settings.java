package io.mall.local;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import java.util.function.Supplier;

/** What a data folder remembers between runs: secrets generated for it, and its ports. */
final class Settings {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path file;
  private final Properties values = new Properties();

  Settings(Path file) {
    this.file = file;
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        values.load(reader);
      } catch (IOException e) {
        throw new LocalClusterException("Cannot read " + file + ": " + e.getMessage(), e);
      }
    }
  }

  /** The password of a database account. */
  String password(String account) {
    return get("password." + account, () -> random(18, Base64.getUrlEncoder()));
  }

  /** A key of the application. */
  String key(String variable) {
    return get("key." + variable, () -> random(48, Base64.getEncoder()));
  }

  /** The port of the last run when it is free, else another. */
  synchronized int port(String member) {
    String name = "port." + member;
    String last = values.getProperty(name);
    int port =
        last != null && Ports.isFree(Integer.parseInt(last))
            ? Integer.parseInt(last)
            : Ports.free();
    values.setProperty(name, Integer.toString(port));
    save();
    return port;
  }

  private synchronized String get(String name, Supplier<String> generated) {
    String value = values.getProperty(name);
    if (value == null) {
      value = generated.get();
      values.setProperty(name, value);
      save();
    }
    return value;
  }

  private void save() {
    try {
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      try (Writer writer = Files.newBufferedWriter(file)) {
        values.store(writer, "Generated for this data folder; for no other use.");
      }
    } catch (IOException e) {
      throw new LocalClusterException("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static String random(int bytes, Base64.Encoder encoder) {
    byte[] value = new byte[bytes];
    RANDOM.nextBytes(value);
    return encoder.encodeToString(value);
  }
}
