package io.mall.app.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * A line of text that a column can hold: counted in code points as MySQL counts, so an emoji is
 * one; without control characters and without halves of surrogate pairs. Null is valid.
 */
@Documented
@Constraint(validatedBy = Text.Check.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Text {

  int min() default 0;

  int max();

  /** Whether line breaks and tabs may occur. */
  boolean multiline() default false;

  String message() default "must be {min} to {max} characters of plain text";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** The check behind the annotation. */
  final class Check implements ConstraintValidator<Text, CharSequence> {

    private int min;
    private int max;
    private boolean multiline;

    @Override
    public void initialize(Text text) {
      min = text.min();
      max = text.max();
      multiline = text.multiline();
    }

    @Override
    public boolean isValid(@Nullable CharSequence value, ConstraintValidatorContext context) {
      if (value == null) {
        return true;
      }
      String text = value.toString();
      long length = text.codePoints().count();
      boolean longEnough = length >= min && (min == 0 || !text.isBlank());
      return longEnough && length <= max && text.codePoints().allMatch(this::isPlain);
    }

    private boolean isPlain(int codePoint) {
      return switch (Character.getType(codePoint)) {
        case Character.CONTROL -> multiline && (codePoint == '\n' || codePoint == '\t');
        case Character.SURROGATE -> false;
        default -> true;
      };
    }
  }
}
