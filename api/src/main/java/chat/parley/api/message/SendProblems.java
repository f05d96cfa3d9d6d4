package chat.parley.api.message;

import chat.parley.api.limit.RateLimits;
import chat.parley.api.system.Problems;
import chat.parley.shared.event.Message;
import chat.parley.shared.event.TimestampSerde;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;

/// What is answered to who sends, by whatever call.
public final class SendProblems {
  private SendProblems() {}

  static HttpResponse<Message> answer(SendResult result) {
    return switch (result) {
      case SendResult.Sent sent -> HttpResponse.created(sent.message());
      case SendResult.AlreadySent already -> HttpResponse.ok(already.message());
      case SendResult.Refusal refusal -> answer(refusal);
    };
  }

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
      case SendResult.NothingToAttach nothing ->
          Problems.invalid(
              "attachment_ids", "media", "must be files that you have uploaded and not yet sent");
      case SendResult.OtherType other ->
          Problems.invalid("type", "attachment", "must be what its files are");
      case SendResult.Rejected rejected -> rejected();
      case SendResult.RateLimited limited -> RateLimits.refusal();
    };
  }

  static <T> MutableHttpResponse<T> rejected() {
    return Problems.refuse(ErrorCode.CONTENT_REJECTED, "Such a text is not wanted here.");
  }
}
