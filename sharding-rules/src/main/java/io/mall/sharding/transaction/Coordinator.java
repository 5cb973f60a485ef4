package io.mall.sharding.transaction;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Properties;
import org.apache.seata.core.exception.TransactionException;
import org.apache.seata.core.model.BranchType;
import org.apache.seata.core.model.GlobalStatus;
import org.apache.seata.core.model.TransactionManager;
import org.apache.seata.core.rpc.netty.RmNettyRemotingClient;
import org.apache.seata.core.rpc.netty.TmNettyRemotingClient;
import org.apache.seata.tm.DefaultTransactionManager;
import org.apache.seata.tm.TMClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Seata server as this process sees it: begin, register a branch, commit, roll back. */
final class Coordinator implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Coordinator.class);
  private static final String SETTINGS = "seata-config/client.properties";
  private static final String SERVICE_GROUP = "mall";

  private static @Nullable Coordinator connected;

  private final TransactionManager manager = new DefaultTransactionManager();
  private final TccResources resources;
  private final TccMessages messages;
  private final String server;
  private int users;

  private Coordinator(TccResources resources, TccMessages messages, String server) {
    this.resources = resources;
    this.messages = messages;
    this.server = server;
  }

  /** The one connection of this process; it lasts until everybody who asked for it has closed. */
  static synchronized Coordinator connect(
      String application, String server, Collection<? extends Participant> participants) {
    Coordinator coordinator = connected;
    if (coordinator == null) {
      coordinator = open(application, server, participants);
      connected = coordinator;
    } else if (!coordinator.server.equals(server)) {
      throw new IllegalStateException(
          "This process is connected to the coordinator %s already, not to %s"
              .formatted(coordinator.server, server));
    }
    coordinator.users++;
    return coordinator;
  }

  /** The one that this process is connected to. */
  static synchronized Coordinator current() {
    if (connected == null) {
      throw new IllegalStateException("this process is connected to no coordinator");
    }
    return connected;
  }

  private static Coordinator open(
      String application, String server, Collection<? extends Participant> participants) {
    applySettings(server);
    TccResources resources = new TccResources(participants);
    TMClient.init(application, SERVICE_GROUP);
    RmNettyRemotingClient client = RmNettyRemotingClient.getInstance(application, SERVICE_GROUP);
    client.setResourceManager(resources);
    TccMessages messages = new TccMessages(resources);
    client.setTransactionMessageHandler(messages);
    client.init();
    return new Coordinator(resources, messages, server);
  }

  String begin(String name, Duration timeout) {
    try {
      return manager.begin(null, null, name, Math.toIntExact(timeout.toMillis()));
    } catch (TransactionException | RuntimeException failed) {
      throw new CoordinatorUnavailableException("begin", name, failed);
    }
  }

  void registerBranch(String xid, String participant, String argument) {
    try {
      resources.branchRegister(BranchType.TCC, participant, null, xid, argument, null);
    } catch (TransactionException | RuntimeException failed) {
      throw new CoordinatorUnavailableException("register a branch of", xid, failed);
    }
  }

  /** From now on branches of AT are this process's as well. */
  void useAt() {
    messages.useAt();
    resources.useAt();
  }

  TccResources resources() {
    return resources;
  }

  /** Tells of a second phase that somebody else has to end. */
  static void reportLate(String name, String xid, String decision, GlobalStatus status) {
    log.atWarn()
        .addKeyValue("transaction", name)
        .addKeyValue("xid", xid)
        .addKeyValue("decision", decision)
        .addKeyValue("status", status)
        .log("second phase of a transaction across shards is late");
  }

  GlobalStatus commit(String xid) {
    try {
      return manager.commit(xid);
    } catch (TransactionException | RuntimeException failed) {
      log.debug("commit of {} was not answered", xid, failed);
      return GlobalStatus.UnKnown;
    }
  }

  GlobalStatus rollback(String xid) {
    try {
      return manager.rollback(xid);
    } catch (TransactionException | RuntimeException failed) {
      log.debug("rollback of {} was not answered", xid, failed);
      return GlobalStatus.UnKnown;
    }
  }

  boolean isReachable() {
    try {
      manager.getStatus("127.0.0.1:0:0");
      return true;
    } catch (TransactionException | RuntimeException unreachable) {
      return false;
    }
  }

  @Override
  public void close() {
    leave(this);
  }

  private static synchronized void leave(Coordinator coordinator) {
    coordinator.users--;
    if (coordinator.users > 0) {
      return;
    }
    connected = null;
    TmNettyRemotingClient.getInstance().destroy();
    RmNettyRemotingClient.getInstance().destroy();
  }

  /** The Seata client is configured by system properties; one that is set already stays. */
  private static void applySettings(String server) {
    Properties settings = new Properties();
    try (InputStream in =
        Objects.requireNonNull(
            Coordinator.class.getResourceAsStream("/" + SETTINGS), SETTINGS + " on class path")) {
      settings.load(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("Cannot read " + SETTINGS, unreadable);
    }
    settings.setProperty("config.type", "file");
    settings.setProperty("config.file.name", SETTINGS);
    settings.setProperty("service.default.grouplist", server);
    System.getProperties().forEach(settings::put);
    settings.forEach((key, value) -> System.setProperty((String) key, (String) value));
  }
}
