package io.mall.local;

import java.util.Locale;

/** The operating system and processor this JVM runs on. */
record Platform(String system, String processor) {

  static Platform current() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    if (os.contains("windows")) {
      throw new LocalClusterException(
          "The local cluster does not run on Windows: use WSL, or the engine 'external'.");
    }
    return new Platform(
        os.contains("mac") ? "darwin" : "linux",
        arch.equals("aarch64") || arch.equals("arm64") ? "arm64" : "amd64");
  }

  boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  @Override
  public String toString() {
    return system + "-" + processor;
  }
}
