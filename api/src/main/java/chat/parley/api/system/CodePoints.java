package chat.parley.api.system;

import io.micronaut.context.annotation.AliasFor;
import io.micronaut.context.annotation.Factory;
import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.validation.validator.constraints.ConstraintValidator;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/// How long a text may be, in code points. `@Size` counts what UTF-16 makes of it, so an emoji is
/// two there. What can't be stored, see [StrictStrings], fits nowhere.
@Documented
@Constraint(validatedBy = {})
@Retention(RetentionPolicy.RUNTIME)
@Target({
  ElementType.FIELD,
  ElementType.PARAMETER,
  ElementType.METHOD,
  ElementType.RECORD_COMPONENT,
  ElementType.TYPE_USE
})
public @interface CodePoints {
  @AliasFor(annotation = Schema.class, member = "minLength")
  int min() default 0;

  @AliasFor(annotation = Schema.class, member = "maxLength")
  int max();

  String message() default "must be {min} to {max} characters";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /// Registers the check.
  @Factory
  class Check {
    @Singleton
    ConstraintValidator<CodePoints, String> codePointsValidator() {
      return (text, annotation, context) -> fits(text, annotation);
    }

    @Singleton
    ConstraintValidator<CodePoints, Given> givenCodePointsValidator() {
      return (given, annotation, context) -> given == null || fits(given.value(), annotation);
    }

    private static boolean fits(@Nullable String text, AnnotationValue<CodePoints> annotation) {
      if (text == null) {
        return true;
      }
      int length = text.codePointCount(0, text.length());
      return StrictStrings.isStorable(text)
          && length >= annotation.intValue("min").orElse(0)
          && length <= annotation.intValue("max").orElseThrow();
    }
  }
}
