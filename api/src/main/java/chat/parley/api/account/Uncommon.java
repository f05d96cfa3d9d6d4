package chat.parley.api.account;

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

/// A password to be chosen that is not among the commonest, which are guessed first.
@Documented
@Constraint(validatedBy = {})
@Retention(RetentionPolicy.RUNTIME)
@Target({
  ElementType.FIELD,
  ElementType.PARAMETER,
  ElementType.METHOD,
  ElementType.RECORD_COMPONENT
})
public @interface Uncommon {
  String message() default "is one of the passwords that are guessed first";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /// Registers the check.
  @Factory
  class Check {
    @Singleton
    ConstraintValidator<Uncommon, String> uncommonValidator(CommonPasswords common) {
      return (password, annotation, context) -> password == null || !common.has(password);
    }
  }
}
