package chat.parley.api.message;

import io.micronaut.context.annotation.Factory;
import io.micronaut.validation.validator.constraints.ConstraintValidator;
import jakarta.inject.Singleton;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A message text: 1 to 4,000 code points after trimming.
@Documented
@Constraint(validatedBy = {})
@Retention(RetentionPolicy.RUNTIME)
@Target({
  ElementType.FIELD,
  ElementType.PARAMETER,
  ElementType.METHOD,
  ElementType.RECORD_COMPONENT
})
public @interface Content {
  int LONGEST = 4_000;

  String RULE = "must be 1 to 4000 characters after trimming";

  String message() default RULE;

  /// Where something else may stand in its place.
  boolean mayBeBlank() default false;

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /// Registers the check.
  @Factory
  class Check {
    @Singleton
    ConstraintValidator<Content, String> contentValidator() {
      return (text, annotation, context) -> {
        if (text == null) {
          return true;
        }
        String trimmed = text.strip();
        boolean mayBeBlank = annotation.booleanValue("mayBeBlank").orElse(false);
        return (mayBeBlank || !trimmed.isEmpty())
            && trimmed.codePointCount(0, trimmed.length()) <= LONGEST;
      };
    }
  }
}
