package io.mall.local;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells of each server that ends while it should run. */
final class Watch {
  private final LocalCluster cluster;
  private final List<? extends Server> servers;
  private final Progress progress;
  private final Set<Server> gone = new HashSet<>();

  Watch(LocalCluster cluster, List<? extends Server> servers, Progress progress) {
    this.cluster = cluster;
    this.servers = List.copyOf(servers);
    this.progress = progress;
  }

  void look() {
    for (Server server : servers) {
      if (server.running()) {
        gone.remove(server);
      } else if (gone.add(server) && !cluster.closed()) {
        progress.line(
            server.name()
                + " ended with status "
                + server.exitStatus()
                + ":\n"
                + server.log().end());
      }
    }
  }

  boolean allGone() {
    return gone.size() == servers.size();
  }
}
