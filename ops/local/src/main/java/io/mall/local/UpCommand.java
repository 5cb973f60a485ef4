package io.mall.local;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The servers, and the shop on them. */
@Command(
    description = {
      "Starts the local cluster and the shop on it; runs until Ctrl-C.",
      "An empty data folder gets a demo shop: users user1 ... user100 (password mall-demo),"
          + " admin (mall-admin), products 1 ... 1000."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class UpCommand implements Callable<Integer> {
  @Option(
      names = "--instances",
      paramLabel = "N",
      description = "Instances of the shop (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int instances = 1;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = {
        "Port of the first instance, the others follow (default: ${DEFAULT-VALUE}).",
        "Management listens 1000 above."
      },
      defaultValue = "8080")
  private int port = 8080;

  @Mixin private final ServerOptions servers = new ServerOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (instances < 1 || instances > 20 || port < 1 || port + instances > 64_000) {
      throw new ParameterException(
          spec.commandLine(), "--instances is 1 to 20, --port 1 to " + (64_000 - instances));
    }
    Progress console = Progress.to(System.out);
    ShopJar jar = ShopJar.find(Home.find());
    Shop.checkPorts(instances, port);
    LocalCluster cluster = servers.start(console);
    Shop.Plan plan =
        new Shop.Plan(cluster, cluster.environment(), jar.copiedTo(cluster.data()), console);
    Shop shop = new Shop(plan, instances, port);
    boolean ours = servers.engine() != Engine.EXTERNAL;
    try {
      shop.start(ours);
    } catch (LocalClusterException e) {
      cluster.close();
      throw e;
    }
    Summary summary = new Summary(cluster, servers.engine());
    summary.ofShop(shop.instances()).forEach(console::line);
    summary.ofCluster().forEach(console::line);
    console.line(
        ours
            ? "  demo shop      user1 ... user100 (mall-demo), admin (mall-admin), products 1 ... 1000"
            : "  no demo data on external servers: java -jar " + jar.file() + " seed --demo");
    console.line("running until Ctrl-C");
    return watch(cluster, shop, console);
  }

  /** Until no instance is left. */
  private static int watch(LocalCluster cluster, Shop shop, Progress console) {
    Watch ofServers = new Watch(cluster, cluster.servers(), console);
    Watch ofShop = new Watch(cluster, shop.instances(), console);
    while (!cluster.closed() && !ofShop.allGone()) {
      ofServers.look();
      ofShop.look();
      Await.sleep(Duration.ofMillis(500));
    }
    cluster.close();
    return ExitCode.SOFTWARE;
  }
}
