package chat.parley.api.message;

import chat.parley.api.system.Caller;
import chat.parley.api.system.Refuses;
import chat.parley.shared.event.Message;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/// The messages of a conversation.
@Controller("/v1/conversations/{id}/messages")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class MessageController {
  private final MessageService messages;

  MessageController(MessageService messages) {
    this.messages = messages;
  }

  /// Sends a message.
  @Post
  @ApiResponse(responseCode = "201", description = "Sent", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "200",
      description = "Sent before under the same `client_id`",
      useReturnTypeSchema = true)
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.MUTED, ErrorCode.BLOCKED, ErrorCode.CONTENT_REJECTED})
  HttpResponse<Message> send(
      @PathVariable ConversationId id, @Valid @Body SendRequest body, Caller caller) {
    return body.refusal()
        .orElseGet(() -> SendProblems.answer(messages.send(id, caller.user(), body)));
  }

  /// A page of the history, ascending; the newest when nothing else is asked for.
  ///
  /// @param before a message id or a seq: what is older
  /// @param after a message id or a seq: what is newer
  /// @param around a message id or a seq: with what is before and after it
  @Get
  HttpResponse<PageResult.Messages> page(
      @PathVariable ConversationId id,
      @QueryValue(defaultValue = "50") @Min(1) @Max(100) int limit,
      @Nullable @QueryValue String before,
      @Nullable @QueryValue String after,
      @Nullable @QueryValue String around,
      @Nullable @QueryValue String cursor,
      Caller caller) {
    return new PageQuery(limit, before, after, around, cursor)
        .answer(request -> messages.page(id, caller.user(), request));
  }
}
