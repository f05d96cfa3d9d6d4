package chat.parley.api.message;

import static java.util.Objects.requireNonNull;

import chat.parley.api.limit.RateLimits;
import chat.parley.api.system.Caller;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Refuses;
import chat.parley.shared.event.Message;
import chat.parley.shared.event.TimestampSerde;
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
import java.util.Optional;
import java.util.stream.Stream;
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
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.MUTED, ErrorCode.BLOCKED})
  HttpResponse<Message> send(
      @PathVariable ConversationId id, @Valid @Body SendRequest body, Caller caller) {
    String content = requireNonNull(body.content());
    return switch (messages.send(id, caller.user(), content, body.clientId())) {
      case SendResult.Sent sent -> HttpResponse.created(sent.message());
      case SendResult.AlreadySent already -> HttpResponse.ok(already.message());
      case SendResult.NotAParticipant nobody -> Problems.notFound();
      case SendResult.ReadOnly readOnly ->
          Problems.refuse(ErrorCode.FORBIDDEN, "Only its owner and admins write in a channel.");
      case SendResult.Blocked blocked -> Problems.blocked();
      case SendResult.Muted muted ->
          Problems.refuse(
              ErrorCode.MUTED, "You are muted until " + TimestampSerde.format(muted.until()) + ".");
      case SendResult.RateLimited limited -> RateLimits.refusal();
    };
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
    if (Stream.of(before, after, around).filter(each -> each != null).count() > 1) {
      return Problems.invalid(
          "before", "exclusive", "only one of before, after and around can be given");
    }
    if (cursor != null) {
      return page(id, caller, PageRequest.continued(cursor, limit));
    }
    if (before != null) {
      return page(id, caller, "before", before, PageRequest.Direction.BEFORE, limit);
    }
    if (after != null) {
      return page(id, caller, "after", after, PageRequest.Direction.AFTER, limit);
    }
    if (around != null) {
      return page(id, caller, "around", around, PageRequest.Direction.AROUND, limit);
    }
    return page(id, caller, PageRequest.newest(limit));
  }

  private HttpResponse<PageResult.Messages> page(
      ConversationId id,
      Caller caller,
      String parameter,
      String text,
      PageRequest.Direction direction,
      int limit) {
    Optional<Anchor> anchor = Anchor.parse(text);
    return anchor.isPresent()
        ? page(id, caller, new PageRequest(direction, anchor.get(), limit))
        : Problems.invalid(parameter, "anchor", "must be a message id or a seq");
  }

  private HttpResponse<PageResult.Messages> page(
      ConversationId id, Caller caller, PageRequest request) {
    return switch (messages.page(id, caller.user(), request)) {
      case PageResult.Messages page -> HttpResponse.ok(page);
      case PageResult.NotAParticipant nobody -> Problems.notFound();
      case PageResult.UnknownAnchor unknown ->
          Problems.refuse(ErrorCode.NOT_FOUND, "No such message in this conversation.");
    };
  }
}
