package chat.parley.api.pin;

import chat.parley.api.system.Caller;
import chat.parley.api.system.Page;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Refuses;
import chat.parley.shared.event.Message;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/// Pins: the admins' in groups and channels, either one's in a direct conversation.
@Controller("/v1")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class PinController {
  private final PinService pins;

  PinController(PinService pins) {
    this.pins = pins;
  }

  /// Pins a message. One that is pinned stays so.
  @Put("/messages/{id}/pin")
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.BLOCKED, ErrorCode.CONFLICT})
  HttpResponse<Void> pin(@PathVariable MessageId id, Caller caller) {
    return answer(pins.pin(id, caller.user()));
  }

  /// Takes a pin away. There needn't be one.
  @Delete("/messages/{id}/pin")
  @Refuses(ErrorCode.FORBIDDEN)
  HttpResponse<Void> unpin(@PathVariable MessageId id, Caller caller) {
    return answer(pins.unpin(id, caller.user()));
  }

  private static HttpResponse<Void> answer(PinResult result) {
    return switch (result) {
      case DONE -> HttpResponse.noContent();
      case UNKNOWN -> Problems.notFound();
      case FORBIDDEN -> Problems.refuse(ErrorCode.FORBIDDEN, "Only its owner and admins do this.");
      case CLOSED ->
          Problems.refuse(
              ErrorCode.CONFLICT, "Deleted messages and those of the system can't be pinned.");
      case BLOCKED -> Problems.blocked();
      case FULL ->
          Problems.refuse(ErrorCode.CONFLICT, "As many messages as there may be are pinned.");
    };
  }

  /// The pinned messages of a conversation, the newest pin first.
  @Get("/conversations/{id}/pins")
  HttpResponse<Page<Message>> list(
      @PathVariable ConversationId id,
      @Nullable @QueryValue String cursor,
      @QueryValue(defaultValue = "50") @Min(1) @Max(100) int limit,
      Caller caller) {
    PinCursor before = cursor == null ? PinCursor.NEWEST : PinCursor.parse(cursor);
    return pins.page(id, caller.user(), before, limit)
        .<HttpResponse<Page<Message>>>map(HttpResponse::ok)
        .orElseGet(Problems::notFound);
  }
}
