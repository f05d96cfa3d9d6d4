package chat.parley.api.forward;

import static java.util.Objects.requireNonNull;

import chat.parley.api.message.SendProblems;
import chat.parley.api.system.Caller;
import chat.parley.api.system.Page;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Refuses;
import chat.parley.shared.event.Message;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MessageId;
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
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Forwards messages.
@Controller("/v1/messages/{id}/forward")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class ForwardController {
  private final ForwardService forwards;
  private final ForwardSettings settings;

  ForwardController(ForwardService forwards, ForwardSettings settings) {
    this.forwards = forwards;
    this.settings = settings;
  }

  /// Sends a message again, as the caller's, to other conversations: to all of them or to none.
  ///
  /// @return the new messages, in the order of the conversations
  @Post
  @ApiResponse(responseCode = "201", description = "Forwarded", useReturnTypeSchema = true)
  @Refuses({
    ErrorCode.FORBIDDEN,
    ErrorCode.MUTED,
    ErrorCode.BLOCKED,
    ErrorCode.CONFLICT,
    ErrorCode.CONTENT_REJECTED
  })
  HttpResponse<Page<Message>> forward(
      @PathVariable MessageId id, @Valid @Body ForwardRequest body, Caller caller) {
    Set<ConversationId> targets = new LinkedHashSet<>(requireNonNull(body.conversationIds()));
    if (targets.contains(null)) {
      return Problems.invalid("conversation_ids", "required", "null is no conversation");
    }
    if (targets.size() > settings.mostConversations()) {
      return Problems.invalid(
          "conversation_ids", "size", "at most %d at once".formatted(settings.mostConversations()));
    }
    return switch (forwards.forward(new Forward(id, caller.user(), List.copyOf(targets)))) {
      case ForwardResult.Forwarded forwarded ->
          HttpResponse.created(new Page<>(forwarded.messages(), null));
      case ForwardResult.Unknown unknown -> Problems.notFound();
      case ForwardResult.Closed closed ->
          Problems.refuse(
              ErrorCode.CONFLICT, "Deleted messages and those of the system can't be forwarded.");
      case ForwardResult.Refused refused -> SendProblems.answer(refused.reason());
    };
  }
}
