package io.mall.app.user;

import io.mall.app.kernel.AddressId;
import io.mall.app.web.Text;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** An address as somebody writes it; line2 and region may be absent. */
public record AddressEntry(
    @NotNull @Text(min = 1, max = 64) String recipient,
    @NotNull
        @Pattern(
            regexp = "\\+?[0-9][0-9 ()./-]{2,30}",
            message = "must be a phone number of 3 to 31 digits and separators")
        String phone,
    @NotNull @Text(min = 1, max = 128) String line1,
    @Nullable @Text(max = 128) String line2,
    @NotNull @Text(min = 1, max = 64) String city,
    @Nullable @Text(max = 64) String region,
    @NotNull @Text(min = 1, max = 16) String postalCode,
    @NotNull @Pattern(regexp = "[A-Z]{2}", message = "must be a two-letter ISO 3166 code")
        String country) {

  Address toAddress(AddressId addressId) {
    return new Address(
        addressId,
        recipient,
        phone,
        line1,
        line2 == null ? "" : line2,
        city,
        region == null ? "" : region,
        postalCode,
        country);
  }
}
