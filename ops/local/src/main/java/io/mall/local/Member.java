package io.mall.local;

/** One server of the cluster, to be stopped, paused and killed by tests and drills. */
public interface Member {
  /** The kinds of server that a cluster may consist of. */
  enum Kind {
    DATABASES,
    REDIS,
    SEATA
  }

  /** Two database servers, each a primary with its replica. */
  Kind DATABASES = Kind.DATABASES;

  /** One Redis. */
  Kind REDIS = Kind.REDIS;

  /** One Seata coordinator. */
  Kind SEATA = Kind.SEATA;

  /** One of db-a-primary, db-a-replica, db-b-primary, db-b-replica, redis, seata. */
  String name();

  /** Its port on the loopback interface, the same for as long as the cluster lives. */
  int port();

  /** The id of its process; it must be running. */
  long pid();

  /** Whether its process exists (paused counts). */
  boolean running();

  /** Ends it in an orderly way; returns when it is gone. */
  void stop();

  /** Starts it with the data it had; returns when it serves. */
  void start();

  /** Freezes it (SIGSTOP): connections stay open and nothing answers. */
  void pause();

  /** Ends a pause (SIGCONT). */
  void resume();

  /** Kills it (SIGKILL); returns when it is gone. */
  void kill();
}
