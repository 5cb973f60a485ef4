package io.mall.app.webhook;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an administrator changes about an endpoint: what is absent stays. */
record EndpointChange(
    @Nullable URI url,
    @Nullable @Size(max = 20) List<@NotNull Topic> events,
    Endpoint.@Nullable Status status) {}
