package io.mall.app.webhook;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is to be told.
 *
 * @param events what about; everything when absent or empty
 */
record NewEndpoint(@NotNull URI url, @Nullable @Size(max = 20) List<@NotNull Topic> events) {}
