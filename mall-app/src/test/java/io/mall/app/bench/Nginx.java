package io.mall.app.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An nginx that answers with the bytes it was given: from a file at {@code /file}, the same with
 * the open file remembered at {@code /cached-file}, as a constant of its configuration at {@code
 * /constant}. As many workers as cores, no access log, no limit on requests of a connection.
 */
final class Nginx implements AutoCloseable {

  // The pipe ends with this process, however it ends, and nginx with it.
  private static final String GUARD =
      "\"$@\" & child=$!; cat >/dev/null; kill -TERM $child; wait $child";

  private final Process guard;
  private final int port;

  private Nginx(Process guard, int port) {
    this.guard = guard;
    this.port = port;
  }

  static Nginx start(Path program, Path folder, byte[] body) throws Exception {
    int port = freePort();
    for (String name : new String[] {"file", "cached-file"}) {
      Files.write(folder.resolve(name), body);
    }
    String constant = new String(body, StandardCharsets.UTF_8).replace("'", "\\'");
    Path configuration =
        Files.writeString(
            folder.resolve("nginx.conf"),
            """
            daemon off;
            %4$s
            worker_processes auto;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            events { worker_connections 1024; }
            http {
              access_log off;
              sendfile on;
              keepalive_requests 1000000000;
              default_type application/json;
              client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi; uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
              server {
                listen 127.0.0.1:%2$d;
                root %1$s;
                location = /cached-file { open_file_cache max=10; }
                location = /constant { return 200 '%3$s'; }
              }
            }
            """
                .formatted(
                    folder,
                    port,
                    constant,
                    // Else its workers become somebody who may not read the folder.
                    "root".equals(System.getProperty("user.name")) ? "user root;" : ""));
    Process guard =
        new ProcessBuilder(
                "sh", "-c", GUARD, "sh", program.toString(), "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nginx.out").toFile())
            .start();
    Nginx nginx = new Nginx(guard, port);
    nginx.awaitStart(folder);
    return nginx;
  }

  String url(String name) {
    return "http://127.0.0.1:" + port + "/" + name;
  }

  private void awaitStart(Path folder) throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException notYet) {
        Thread.sleep(50);
      }
    }
    close();
    throw new IllegalStateException("nginx does not start: see " + folder);
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }

  @Override
  public void close() {
    try {
      guard.getOutputStream().close();
      guard.waitFor();
    } catch (IOException e) {
      guard.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
