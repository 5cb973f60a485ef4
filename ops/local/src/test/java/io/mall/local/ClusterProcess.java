package io.mall.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Another JVM that runs a cluster, to be killed. */
final class ClusterProcess implements AutoCloseable {
  private static final String READY = "ready in ";

  private final Process process;
  private final Path data;

  private ClusterProcess(Process process, Path data) {
    this.process = process;
    this.data = data;
  }

  /** Starts it; members are none (a data folder only), redis or all (of those that start fast). */
  static ClusterProcess start(String... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Dmall.home=" + System.getProperty("mall.home"));
    line.add("-Dmall.engine=" + Engine.fromProperty());
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.add(ClusterProcess.class.getName());
    line.addAll(Arrays.asList(arguments));
    Process process =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String text = out.readLine(); text != null; text = out.readLine()) {
      if (text.startsWith(READY)) {
        return new ClusterProcess(process, Path.of(text.substring(READY.length())));
      }
    }
    throw new IOException("It ended before it was ready.");
  }

  public static void main(String[] arguments) throws InterruptedException {
    List<String> given = List.of(arguments);
    String members = given.get(given.indexOf("--members") + 1);
    boolean keep = given.contains("--data");
    if (members.equals("none")) {
      DataFolder folder =
          DataFolder.open(Home.find(), Path.of(given.get(given.indexOf("--data") + 1)));
      System.out.println(READY + folder.root());
    } else {
      LocalCluster.Builder builder =
          members.equals("all")
              ? LocalCluster.builder().members(Member.DATABASES, Member.REDIS)
              : LocalCluster.builder().members(Member.REDIS);
      if (keep) {
        builder.data(Path.of(given.get(given.indexOf("--data") + 1)));
      }
      System.out.println(READY + builder.start().data().root());
    }
    new CountDownLatch(1).await();
  }

  long pid() {
    return process.pid();
  }

  Path dataFolder() {
    return data;
  }

  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  void killParent() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void terminateParent() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    Await.until(Duration.ofSeconds(10), () -> !process.isAlive());
  }
}
