package io.mall.app.support;

import jakarta.validation.Validation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/** Binds a properties record as the application does: validated, unknown keys refused. */
public final class Settings {

  private Settings() {}

  /** The record with these keys (without the prefix) and values, in turn. */
  public static <T> T bind(Class<T> type, String... keysAndValues) {
    ConfigurationProperties annotation = type.getAnnotation(ConfigurationProperties.class);
    if (annotation.ignoreUnknownFields()) {
      throw new AssertionError(type + " must refuse unknown keys");
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(annotation.prefix() + "." + keysAndValues[i], keysAndValues[i + 1]);
    }
    Binder binder =
        new Binder(
            Arrays.asList(new MapConfigurationPropertySource(values)),
            null,
            ApplicationConversionService.getSharedInstance());
    BindHandler handler =
        new ValidationBindHandler(
            new NoUnboundElementsBindHandler(BindHandler.DEFAULT),
            new SpringValidatorAdapter(Validation.buildDefaultValidatorFactory().getValidator()));
    return binder.bindOrCreate(annotation.prefix(), Bindable.of(type), handler);
  }
}
