package io.mall.local;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host and a port, as they occur within an environment variable's value. */
record Address(String host, int port) {
  private static final Pattern IN_TEXT = Pattern.compile("([\\w.-]+):(\\d{1,5})(?=[/?,]|$)");

  static Address local(int port) {
    return new Address("127.0.0.1", port);
  }

  /** The address within jdbc:mysql://host:port/schema, redis://host:port or host:port. */
  static Optional<Address> in(String text) {
    Matcher matcher = IN_TEXT.matcher(text);
    return matcher.find()
        ? Optional.of(new Address(matcher.group(1), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** The same text with another address in it. */
  String replacedIn(String text, Address other) {
    return text.replace(toString(), other.toString());
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
