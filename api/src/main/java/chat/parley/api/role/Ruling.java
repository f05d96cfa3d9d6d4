package chat.parley.api.role;

import chat.parley.api.system.Problems;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.MutableHttpResponse;

/// What [Policy] says to something that somebody wants to do.
public enum Ruling {
  ALLOWED,
  /// Not in the conversation: they can't tell whether there is one.
  ABSENT,
  /// A direct conversation, in which there is no such thing.
  OF_TWO,
  /// The owner's and the admins' alone, and they are neither.
  NOT_AN_ADMIN,
  /// The owner's alone.
  NOT_THE_OWNER,
  /// They might do it, but not to somebody of their own or a higher role.
  OF_EQUAL_RANK;

  public boolean isAllowed() {
    return this == ALLOWED;
  }

  /// What who is not allowed is answered.
  ///
  /// @param <T> what the call answers when it doesn't refuse
  public <T> MutableHttpResponse<T> refusal() {
    return switch (this) {
      case ALLOWED -> throw new IllegalStateException("nothing to refuse");
      case ABSENT -> Problems.notFound();
      case OF_TWO ->
          Problems.refuse(
              ErrorCode.CONFLICT, "A direct conversation stays as it is, of the same two.");
      case NOT_AN_ADMIN ->
          Problems.refuse(ErrorCode.FORBIDDEN, "Only its owner and admins do this.");
      case NOT_THE_OWNER -> Problems.refuse(ErrorCode.FORBIDDEN, "Only its owner does this.");
      case OF_EQUAL_RANK ->
          Problems.refuse(ErrorCode.FORBIDDEN, "Not to somebody of your own or a higher role.");
    };
  }
}
