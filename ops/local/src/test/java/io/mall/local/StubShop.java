package io.mall.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** What the cluster knows of a shop: three commands, a readiness address, an orderly end. */
final class StubShop {
  private StubShop() {}

  /** Packs this class as a jar that can be executed. */
  static ShopJar jar(Path folder, Home home) throws IOException {
    Path file = folder.resolve("mall-app-0-exec.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StubShop.class.getName());
    String name = StubShop.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest);
        var in = StubShop.class.getClassLoader().getResourceAsStream(name)) {
      jar.putNextEntry(new JarEntry(name));
      jar.write(in.readAllBytes());
    }
    return new ShopJar(file, home);
  }

  public static void main(String[] arguments) throws IOException {
    List<String> given = List.of(arguments);
    System.out.println("called with " + given);
    if (System.getenv("MALL_REDIS_URL") == null) {
      System.out.println("no MALL_REDIS_URL");
      System.exit(3);
    }
    if (given.getFirst().startsWith("--server.port=")) {
      if (System.getenv("STUB_FAILS") != null) {
        System.out.println("the reason why it does not start");
        System.exit(1);
      }
      serve(Integer.parseInt(given.getLast().replaceFirst(".*=", "")));
    }
  }

  private static void serve(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 8);
    server.createContext(
        "/actuator/health/readiness",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> System.out.println("ended in an orderly way")));
  }
}
