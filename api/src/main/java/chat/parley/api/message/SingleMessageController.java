package chat.parley.api.message;

import static java.util.Objects.requireNonNull;

import chat.parley.api.system.BadCursorException;
import chat.parley.api.system.Caller;
import chat.parley.api.system.CursorCodec;
import chat.parley.api.system.Page;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Refuses;
import chat.parley.shared.event.Message;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One message, by its id alone.
@Controller("/v1/messages/{id}")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class SingleMessageController {
  private final MessageService messages;
  private final ChangeService changes;

  SingleMessageController(MessageService messages, ChangeService changes) {
    this.messages = messages;
    this.changes = changes;
  }

  /// One message.
  @Get
  HttpResponse<Message> find(@PathVariable MessageId id, Caller caller) {
    return messages
        .find(id, caller.user())
        .<HttpResponse<Message>>map(HttpResponse::ok)
        .orElseGet(Problems::notFound);
  }

  /// Gives a message another text.
  @Patch
  @Refuses({
    ErrorCode.FORBIDDEN,
    ErrorCode.MUTED,
    ErrorCode.BLOCKED,
    ErrorCode.EDIT_WINDOW_CLOSED,
    ErrorCode.CONFLICT,
    ErrorCode.CONTENT_REJECTED
  })
  HttpResponse<Message> edit(
      @PathVariable MessageId id, @Valid @Body EditRequest body, Caller caller) {
    return switch (changes.edit(id, caller.user(), requireNonNull(body.content()))) {
      case EditResult.Edited edited -> HttpResponse.ok(edited.message());
      case EditResult.Unknown unknown -> Problems.notFound();
      case EditResult.NotTheSender other ->
          Problems.refuse(ErrorCode.FORBIDDEN, "Only who sent a message can edit it.");
      case EditResult.Forwarded forwarded ->
          Problems.refuse(ErrorCode.FORBIDDEN, "A forwarded message says what somebody else said.");
      case EditResult.Rejected rejected -> SendProblems.rejected();
      case EditResult.Deleted deleted ->
          Problems.refuse(ErrorCode.CONFLICT, "The message has been deleted.");
      case EditResult.ReadOnly readOnly ->
          Problems.refuse(ErrorCode.FORBIDDEN, "Only its owner and admins write in a channel.");
      case EditResult.Blocked blocked -> Problems.blocked();
      case EditResult.Muted muted -> Problems.refuse(ErrorCode.MUTED, "You are muted here.");
      case EditResult.TooLate late ->
          Problems.refuse(ErrorCode.EDIT_WINDOW_CLOSED, "The message is too old to be edited.");
    };
  }

  /// What a message said before, oldest first; nothing once it is deleted.
  @Get("/edits")
  HttpResponse<Page<EarlierText>> edits(
      @PathVariable MessageId id,
      @Nullable @QueryValue String cursor,
      @QueryValue(defaultValue = "50") @Min(1) @Max(100) int limit,
      Caller caller) {
    int after = cursor == null ? -1 : version(cursor);
    return changes
        .earlier(id, caller.user(), after, limit + 1)
        .<HttpResponse<Page<EarlierText>>>map(found -> HttpResponse.ok(page(found, limit)))
        .orElseGet(Problems::notFound);
  }

  private static Page<EarlierText> page(List<EarlierText> found, int limit) {
    boolean more = found.size() > limit;
    List<EarlierText> page = more ? found.subList(0, limit) : found;
    return new Page<>(page, more ? CursorCodec.encode("v", "" + page.getLast().version()) : null);
  }

  private static int version(String cursor) {
    List<String> parts = CursorCodec.decode(cursor, 2);
    try {
      if (parts.getFirst().equals("v")) {
        return Integer.parseInt(parts.getLast());
      }
      throw new BadCursorException();
    } catch (NumberFormatException e) {
      throw new BadCursorException();
    }
  }

  /// Deletes a message for everyone, or hides it from the caller.
  ///
  /// @param whom `everyone` or `me`
  @Delete
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.DELETE_WINDOW_CLOSED})
  HttpResponse<Void> delete(
      @PathVariable MessageId id,
      @QueryValue(value = "for", defaultValue = "everyone")
          @Schema(
              type = "string",
              allowableValues = {"everyone", "me"})
          String whom,
      Caller caller) {
    return switch (whom) {
      case "everyone" -> answer(changes.delete(id, caller.user()));
      case "me" -> answer(changes.hide(id, caller.user()));
      default -> Problems.invalid("for", "one_of", "must be everyone or me");
    };
  }

  private static HttpResponse<Void> answer(DeletionResult result) {
    return switch (result) {
      case DELETED -> HttpResponse.noContent();
      case UNKNOWN -> Problems.notFound();
      case FORBIDDEN ->
          Problems.refuse(
              ErrorCode.FORBIDDEN,
              "Only who sent a message, and the admins of a group, can delete it for everyone.");
      case TOO_LATE ->
          Problems.refuse(ErrorCode.DELETE_WINDOW_CLOSED, "The message is too old to be deleted.");
    };
  }
}
