package chat.parley.api.system;

import chat.parley.shared.problem.ErrorCode;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The problem codes that are special to a call, for the API document. What every call of a kind
/// can be refused with isn't named here: that follows from its token, path, query and body.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Refuses {
  ErrorCode[] value() default {};

  /// Codes that this call answers with 403, though their own status is another.
  ErrorCode[] with403() default {};

  /// Codes that this call answers with 416, for a range that isn't there.
  ErrorCode[] with416() default {};
}
