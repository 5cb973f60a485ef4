package io.mall.app.control;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The switches of this instance on the management port: {@code /actuator/switches}. A change counts
 * from the next use on, is a line of the log, and ends with the instance.
 */
@Component
@Endpoint(id = "switches")
class SwitchEndpoint {

  private static final Logger log = LoggerFactory.getLogger(SwitchEndpoint.class);

  private static final int NOT_FOUND = 404;

  private static final int MAX_TEXT = 200;

  private final SortedMap<String, Switch> switches = new TreeMap<>();
  private final Clock clock;

  SwitchEndpoint(Collection<Switch> all, Clock clock, MeterRegistry metrics) {
    this.clock = clock;
    for (Switch each : all) {
      if (switches.put(each.name(), each) != null) {
        throw new IllegalStateException("two switches are named " + each.name());
      }
      Gauge.builder("mall.switch", each, it -> it.isOn() ? 1 : 0)
          .tag("name", each.name())
          .description("1 when an optimisation is on, 0 when an operator has switched it off")
          .register(metrics);
    }
  }

  /** A switch as it is shown; the last three are null when nobody has changed it. */
  record View(
      String name,
      boolean on,
      String what,
      @Nullable Instant changedAt,
      @Nullable String changedBy,
      @Nullable String reason) {

    static View of(Switch each) {
      Switch.Change change = each.lastChange();
      return change == null
          ? new View(each.name(), each.isOn(), each.what(), null, null, null)
          : new View(
              each.name(), each.isOn(), each.what(), change.at(), change.by(), change.reason());
    }
  }

  /** All of them by name. */
  @ReadOperation
  List<View> list() {
    return switches.values().stream().map(View::of).toList();
  }

  /**
   * Switches one on or off.
   *
   * @param reason for the log and for whoever looks next; required
   * @param by who does it; the address of the request when not given
   */
  @WriteOperation
  WebEndpointResponse<?> change(
      @Selector String name, boolean on, String reason, @Nullable String by) {
    Switch wanted = switches.get(name);
    if (wanted == null) {
      return refusal(
          NOT_FOUND, "no switch is named so; there are " + String.join(", ", switches.keySet()));
    }
    if (!isText(reason) || (by != null && !isText(by))) {
      return refusal(
          WebEndpointResponse.STATUS_BAD_REQUEST,
          "reason and by are one line of text, up to %d characters".formatted(MAX_TEXT));
    }
    String address = requestAddress();
    String who = by == null ? address : by;
    wanted.turn(on, new Switch.Change(clock.instant(), who, reason));
    log.atWarn()
        .addKeyValue("switch", name)
        .addKeyValue("on", on)
        .addKeyValue("by", who)
        .addKeyValue("address", address)
        .addKeyValue("reason", reason)
        .log("switch turned");
    return new WebEndpointResponse<>(View.of(wanted));
  }

  private static WebEndpointResponse<Map<String, String>> refusal(int status, String detail) {
    return new WebEndpointResponse<>(Map.of("detail", detail), status);
  }

  /** No line breaks: a log for eyes would show the second line as one of its own. */
  private static boolean isText(String text) {
    return !text.isBlank()
        && text.length() <= MAX_TEXT
        && text.codePoints().noneMatch(Character::isISOControl);
  }

  private static String requestAddress() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
        ? request.getRequest().getRemoteAddr()
        : "unknown";
  }
}
