package io.mall.app.webhook;

import io.mall.app.data.Transactions;
import io.mall.app.idempotency.Answer;
import io.mall.app.idempotency.Done;
import io.mall.app.idempotency.Idempotency;
import io.mall.app.idempotency.Intent.Place;
import io.mall.app.idempotency.Once;
import io.mall.app.kernel.UserId;
import io.mall.app.security.Seals;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The endpoints. Each instance keeps all of them in memory and looks for changes every few seconds:
 * whoever writes about an order must know who listens, and may not ask another shard for it.
 */
@Component
class Endpoints implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Endpoints.class);
  private static final int MAX_URL = 500;

  private final EndpointMapper mapper;
  private final Transactions transactions;
  private final Idempotency idempotency;
  private final Seals seals;
  private final WebhookProperties properties;
  private final Ids ids;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("webhook-endpoints").factory());
  private volatile List<Endpoint> known = List.of();
  private volatile boolean running;

  Endpoints(
      EndpointMapper mapper,
      Transactions transactions,
      Idempotency idempotency,
      Seals seals,
      WebhookProperties properties,
      Ids ids,
      Clock clock) {
    this.mapper = mapper;
    this.transactions = transactions;
    this.idempotency = idempotency;
    this.seals = seals;
    this.properties = properties;
    this.ids = ids;
    this.clock = clock;
  }

  /** Those who want to be told about this; from memory. */
  List<Endpoint> wanting(Topic topic) {
    return known.stream().filter(endpoint -> endpoint.wants(topic)).toList();
  }

  List<Endpoint> all() {
    refresh();
    return known;
  }

  /** From memory, or just registered on another instance. */
  Optional<Endpoint> find(EndpointId id) {
    Optional<Endpoint> remembered = remembered(id);
    if (remembered.isEmpty()) {
      refresh();
    }
    return remembered.or(() -> remembered(id));
  }

  Endpoint require(EndpointId id) {
    refresh();
    return remembered(id)
        .orElseThrow(() -> new WebhookProblem.EndpointAbsent(id.text()).toException());
  }

  private Optional<Endpoint> remembered(EndpointId id) {
    return known.stream().filter(endpoint -> endpoint.id().equals(id)).findFirst();
  }

  /**
   * Registers an endpoint; the answer has its secret, so it is kept sealed.
   *
   * @param request of this caller
   */
  Answer register(UserId caller, NewEndpoint wanted, Once request) {
    check(wanted.url());
    return once(
        caller,
        request,
        () -> {
          Endpoint endpoint = insert(wanted);
          return Done.created("/api/webhooks/" + endpoint.id(), EndpointView.withSecret(endpoint));
        });
  }

  /** Gives a new secret; the old one counts for a while yet. */
  Answer rotate(UserId caller, EndpointId id, Once request) {
    return once(
        caller,
        request,
        () -> {
          Secret fresh = Secret.random();
          return Done.ok(
              EndpointView.withSecret(
                  store(id, endpoint -> endpoint.rotate(fresh, properties.grace(), now()))));
        });
  }

  /** What this instance remembers is brought up to date after the commit. */
  private Answer once(UserId caller, Once request, Supplier<Done> work) {
    Answer answer = idempotency.once(Place.inCatalog(caller), request, () -> work.get().sealed());
    refresh();
    return answer;
  }

  private Endpoint insert(NewEndpoint wanted) {
    int most = properties.maxEndpoints();
    if (transactions.read(() -> mapper.all(most)).size() >= most) {
      throw new WebhookProblem.TooManyEndpoints(most).toException();
    }
    Instant now = now();
    Slot slot = new Slot(ThreadLocalRandom.current().nextInt(Slot.COUNT));
    Endpoint endpoint =
        new Endpoint(
            new EndpointId(ids.next(slot)),
            wanted.url(),
            wanted.events() == null ? Set.of() : Set.copyOf(wanted.events()),
            Endpoint.Status.ACTIVE,
            Secret.random(),
            null,
            null,
            now,
            now);
    mapper.insert(EndpointRow.of(endpoint, seals));
    return endpoint;
  }

  Endpoint change(EndpointId id, EndpointChange change) {
    if (change.url() != null) {
      check(change.url());
    }
    Endpoint changed = store(id, endpoint -> endpoint.change(change, now()));
    refresh();
    return changed;
  }

  private Endpoint store(EndpointId id, UnaryOperator<Endpoint> change) {
    return transactions.write(
        () -> {
          Endpoint after =
              mapper
                  .lock(id.value())
                  .map(row -> row.toEndpoint(seals))
                  .map(change)
                  .orElseThrow(() -> new WebhookProblem.EndpointAbsent(id.text()).toException());
          mapper.change(EndpointRow.of(after, seals));
          return after;
        });
  }

  void remove(EndpointId id) {
    if (mapper.delete(id.value()) == 0) {
      throw new WebhookProblem.EndpointAbsent(id.text()).toException();
    }
    refresh();
  }

  private void check(URI url) {
    String scheme = url.getScheme();
    boolean secure = "https".equals(scheme);
    boolean plain = "http".equals(scheme) && properties.allowPrivateAddresses();
    if (!(secure || plain)) {
      throw new WebhookProblem.UrlRefused("must begin with https://").toException();
    }
    if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw new WebhookProblem.UrlRefused("must name a host, no user and no fragment")
          .toException();
    }
    if (url.toASCIIString().length() > MAX_URL) {
      throw new WebhookProblem.UrlRefused("must be at most " + MAX_URL + " characters long")
          .toException();
    }
  }

  private void refresh() {
    known =
        transactions.read(() -> mapper.all(properties.maxEndpoints())).stream()
            .map(row -> row.toEndpoint(seals))
            .toList();
  }

  /** After a change of keys nothing is left under the old one but answers of the last day. */
  private void sealAnew() {
    transactions.read(() -> mapper.all(properties.maxEndpoints())).stream()
        .filter(row -> !row.isCurrent(seals))
        .forEach(row -> store(new EndpointId(row.endpointId()), UnaryOperator.identity()));
  }

  private void refreshOrWarn() {
    try {
      refresh();
    } catch (RuntimeException away) {
      log.atWarn().addKeyValue("cause", away.toString()).log("changed webhook endpoints unknown");
    }
  }

  @Override
  public void start() {
    refresh();
    sealAnew();
    long period = properties.refresh().toMillis();
    var _ =
        timer.scheduleWithFixedDelay(this::refreshOrWarn, period, period, TimeUnit.MILLISECONDS);
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    timer.shutdownNow();
  }

  /** Before the first request and the first event. */
  @Override
  public int getPhase() {
    return -1;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
