package io.mall.app.user;

import io.mall.app.web.Text;
import jakarta.validation.constraints.Email;
import org.jspecify.annotations.Nullable;

/** What a user changes about the profile: what is absent stays, what is empty is emptied. */
public record ProfileChange(
    @Nullable @Text(max = 64) String displayName,
    @Nullable @Text(max = 254) @Email(message = "must be an e-mail address") String email) {}
