package chat.parley.api.mention;

import chat.parley.api.system.BadCursorException;
import chat.parley.api.system.Caller;
import chat.parley.api.system.CursorCodec;
import chat.parley.api.system.Page;
import chat.parley.shared.event.Message;
import chat.parley.shared.id.MalformedIdException;
import chat.parley.shared.id.MessageId;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The messages that name the caller.
@Controller("/v1/mentions")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class MentionController {
  private static final MessageId AFTER_ALL = new MessageId(new UUID(-1, -1));

  private final MentionRepository mentions;

  MentionController(MentionRepository mentions) {
    this.mentions = mentions;
  }

  /// The messages that name the caller, of all conversations that they are in, the newest first.
  @Get
  HttpResponse<Page<Message>> list(
      @Nullable @QueryValue String cursor,
      @QueryValue(defaultValue = "50") @Min(1) @Max(100) int limit,
      Caller caller) {
    // One more than the page holds tells whether there is another page.
    return HttpResponse.ok(
        Page.of(
            mentions.page(caller.user(), before(cursor), limit + 1),
            limit,
            last -> CursorCodec.encode(last.id().toString())));
  }

  private static MessageId before(@Nullable String cursor) {
    if (cursor == null) {
      return AFTER_ALL;
    }
    try {
      return MessageId.parse(CursorCodec.decode(cursor, 1).getFirst());
    } catch (MalformedIdException e) {
      throw new BadCursorException();
    }
  }
}
