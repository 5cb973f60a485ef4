package io.mall.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The Redis of the cluster. */
final class Redis extends Server {
  private static final int BOUND_MILLIS = 2_000;

  private final Path program;

  Redis(String name, DataFolder data, Settings settings, Path program) {
    super(name, settings.port(name), data);
    this.program = program;
  }

  @Override
  void prepare() {}

  @Override
  ChildProcess.Command command() {
    List<String> line =
        List.of(
            program.toString(),
            "--port",
            Integer.toString(port()),
            "--bind",
            "127.0.0.1",
            "--dir",
            folder().toString(),
            // Leases must survive a restart.
            "--appendonly",
            "yes",
            "--save",
            "");
    return new ChildProcess.Command(name(), line, Duration.ofSeconds(5));
  }

  @Override
  boolean serves() {
    return answers("127.0.0.1", port());
  }

  /** Whether a Redis there answers, be it that it wants a password. */
  static boolean answers(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), BOUND_MILLIS);
      socket.setSoTimeout(BOUND_MILLIS);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String answer = new String(in.readNBytes(5), StandardCharsets.US_ASCII);
      return answer.equals("+PONG") || answer.equals("-NOAU");
    } catch (IOException e) {
      return false;
    }
  }
}
