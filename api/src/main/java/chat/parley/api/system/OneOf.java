package chat.parley.api.system;

import io.micronaut.context.annotation.Factory;
import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.validation.validator.constraints.ConstraintValidator;
import jakarta.inject.Singleton;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A text that must be the name of a constant. Taken as a text, for an unknown value is readable
/// but not valid (422), where a decoder could only say that it is not readable (400).
@Documented
@Constraint(validatedBy = {})
@Retention(RetentionPolicy.RUNTIME)
@Target({
  ElementType.FIELD,
  ElementType.PARAMETER,
  ElementType.METHOD,
  ElementType.RECORD_COMPONENT
})
public @interface OneOf {
  Class<? extends Enum<?>> value();

  String message() default "is none of the known values";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /// Registers the check.
  @Factory
  class Check {
    @Singleton
    ConstraintValidator<OneOf, String> oneOfValidator() {
      return (text, annotation, context) -> text == null || Enums.has(typeOf(annotation), text);
    }

    @SuppressWarnings("unchecked") // the compiler checked it where the annotation stands
    private static Class<? extends Enum<?>> typeOf(AnnotationValue<OneOf> annotation) {
      return (Class<? extends Enum<?>>) annotation.classValue().orElseThrow();
    }
  }
}
