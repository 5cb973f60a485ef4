package io.mall.app.cache;

import java.time.Instant;
import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** What everybody asks for at the moment, on the management port: {@code /actuator/hotkeys}. */
@Component
@Endpoint(id = "hotkeys")
class HotKeysEndpoint {

  private final HotKeys keys;

  HotKeysEndpoint(HotKeys keys) {
    this.keys = keys;
  }

  /**
   * A key that is hot.
   *
   * @param kind {@code product} or {@code list}
   * @param key the product's id, or the parameters of the list as clients write them
   * @param reason why it is on the list, for people
   */
  record View(
      String kind, String key, Instant since, Instant lastSeen, long perSecond, String reason) {

    static View of(HotKeys.Hot hot) {
      String reason =
          "asked for at least %d times a second at %s instance"
              .formatted(hot.perSecond(), hot.here() ? "this" : "another");
      return new View(
          hot.name().kind(),
          hot.name().key(),
          hot.since(),
          hot.lastSeen(),
          hot.perSecond(),
          reason);
    }
  }

  @ReadOperation
  List<View> list() {
    return keys.list().stream().map(View::of).toList();
  }
}
