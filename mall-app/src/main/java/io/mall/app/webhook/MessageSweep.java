package io.mall.app.webhook;

import io.mall.app.sweep.Sweep;
import io.mall.sharding.slot.TableGroup;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Forgets what was told long ago. Who does it does not matter. */
@Component
class MessageSweep implements Sweep {

  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final int BATCH = 500;

  private final MessageMapper mapper;
  private final WebhookProperties properties;
  private final Clock clock;

  MessageSweep(MessageMapper mapper, WebhookProperties properties, Clock clock) {
    this.mapper = mapper;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "webhooks.forget";
  }

  @Override
  public Duration pause() {
    return PAUSE;
  }

  @Override
  public boolean alone() {
    return false;
  }

  @Override
  public boolean sweep(TableGroup group) {
    return mapper.forget(group, clock.instant().minus(properties.keep()), BATCH) == BATCH;
  }
}
