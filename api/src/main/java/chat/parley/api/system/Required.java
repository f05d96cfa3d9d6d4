package chat.parley.api.system;

import io.micronaut.context.annotation.Factory;
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

/// A member that a request must have. To the reader of the code it is still nullable, for it is
/// read before it is checked.
@Documented
@Constraint(validatedBy = {})
@Schema(requiredMode = Schema.RequiredMode.REQUIRED, nullable = false)
@Retention(RetentionPolicy.RUNTIME)
@Target({
  ElementType.FIELD,
  ElementType.PARAMETER,
  ElementType.METHOD,
  ElementType.RECORD_COMPONENT
})
public @interface Required {
  String message() default "must be given";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /// Registers the check.
  @Factory
  class Check {
    @Singleton
    ConstraintValidator<Required, Object> requiredValidator() {
      return (value, annotation, context) -> value != null;
    }
  }
}
