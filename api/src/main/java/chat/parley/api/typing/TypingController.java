package chat.parley.api.typing;

import static java.util.Objects.requireNonNull;

import chat.parley.api.system.Caller;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Refuses;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.Valid;

/// Whoever writes says so every few seconds.
@Controller("/v1/conversations/{id}/typing")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class TypingController {
  private final TypingService typing;

  TypingController(TypingService typing) {
    this.typing = typing;
  }

  /// Says that the caller writes, or no longer does.
  @Post
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.BLOCKED, ErrorCode.MUTED})
  HttpResponse<Void> say(
      @PathVariable ConversationId id, @Valid @Body TypingRequest body, Caller caller) {
    return switch (typing.say(id, caller.user(), requireNonNull(body.isTyping()))) {
      case TypingResult.Announced announced -> HttpResponse.noContent();
      case TypingResult.NotAParticipant nobody -> Problems.notFound();
      case TypingResult.Blocked blocked -> Problems.blocked();
      case TypingResult.ReadOnly readOnly ->
          Problems.refuse(ErrorCode.FORBIDDEN, "Only its owner and admins write in a channel.");
      case TypingResult.Muted muted -> Problems.refuse(ErrorCode.MUTED, "You are muted here.");
    };
  }
}
