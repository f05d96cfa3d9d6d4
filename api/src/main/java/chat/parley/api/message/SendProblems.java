package chat.parley.api.message;

import chat.parley.api.limit.RateLimits;
import chat.parley.api.system.Problems;
import chat.parley.shared.event.TimestampSerde;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.MutableHttpResponse;

/// What is answered when a message was not sent, by whatever call.
public final class SendProblems {
  private SendProblems() {}

  public static <T> MutableHttpResponse<T> answer(SendResult.Refusal refusal) {
    return switch (refusal) {
      case SendResult.NotAParticipant nobody -> Problems.notFound();
      case SendResult.ReadOnly readOnly ->
          Problems.refuse(ErrorCode.FORBIDDEN, "Only its owner and admins write in a channel.");
      case SendResult.Blocked blocked -> Problems.blocked();
      case SendResult.Muted muted ->
          Problems.refuse(
              ErrorCode.MUTED, "You are muted until " + TimestampSerde.format(muted.until()) + ".");
      case SendResult.NothingToAnswer nothing ->
          Problems.invalid(
              "reply_to", "message", "must be a message of this conversation that somebody sent");
      case SendResult.Rejected rejected -> rejected();
      case SendResult.RateLimited limited -> RateLimits.refusal();
    };
  }

  static <T> MutableHttpResponse<T> rejected() {
    return Problems.refuse(ErrorCode.CONTENT_REJECTED, "Such a text is not wanted here.");
  }
}
