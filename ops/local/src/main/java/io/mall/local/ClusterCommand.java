package io.mall.local;

import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Only the servers. */
@Command(
    description = "Starts the servers of the local cluster; runs until Ctrl-C.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ClusterCommand implements Runnable {
  @Mixin private final ServerOptions servers = new ServerOptions();

  @Override
  public void run() {
    Progress console = Progress.to(System.out);
    LocalCluster cluster = servers.start(console);
    cluster.beforeEnd(() -> console.line("stopping the servers"));
    new Summary(cluster, servers.engine()).ofCluster().forEach(console::line);
    console.line("running until Ctrl-C");
    Watch watch = new Watch(cluster, cluster.servers(), console);
    while (!cluster.closed()) {
      watch.look();
      Await.sleep(Duration.ofMillis(500));
    }
  }
}
