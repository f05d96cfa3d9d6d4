package chat.parley.api.message;

import chat.parley.api.system.Caller;
import chat.parley.shared.id.MessageId;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/// The thread under a message.
@Controller("/v1/messages/{id}/replies")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class ThreadController {
  private final MessageService messages;

  ThreadController(MessageService messages) {
    this.messages = messages;
  }

  /// A page of the direct replies to a message, ascending; the newest when nothing else is asked
  /// for. Deleted ones keep their places.
  ///
  /// @param before a message id or a seq: what is older
  /// @param after a message id or a seq: what is newer
  /// @param around a message id or a seq: with what is before and after it
  @Get
  HttpResponse<PageResult.Messages> replies(
      @PathVariable MessageId id,
      @QueryValue(defaultValue = "50") @Min(1) @Max(100) int limit,
      @Nullable @QueryValue String before,
      @Nullable @QueryValue String after,
      @Nullable @QueryValue String around,
      @Nullable @QueryValue String cursor,
      Caller caller) {
    return new PageQuery(limit, before, after, around, cursor)
        .answer(request -> messages.replies(id, caller.user(), request));
  }
}
