package chat.parley.api.receipt;

import chat.parley.api.system.BadCursorException;
import chat.parley.api.system.Caller;
import chat.parley.api.system.CursorCodec;
import chat.parley.api.system.Page;
import chat.parley.api.system.Problems;
import chat.parley.shared.id.MalformedIdException;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// To whom a message came, and when.
@Controller("/v1/messages/{id}/receipts")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class MessageReceiptController {
  private final MessageReceiptRepository receipts;

  MessageReceiptController(MessageReceiptRepository receipts) {
    this.receipts = receipts;
  }

  /// To whom a message came, and when.
  @Get
  HttpResponse<Page<MessageReceipt>> list(
      @PathVariable MessageId id,
      @Nullable @QueryValue String cursor,
      @QueryValue(defaultValue = "50") @Min(1) @Max(100) int limit,
      Caller caller) {
    UserId after = cursor == null ? null : position(cursor);
    // One more than the page holds tells whether there is another page.
    Optional<List<MessageReceipt>> found = receipts.of(id, caller.user(), after, limit + 1);
    return found
        .<HttpResponse<Page<MessageReceipt>>>map(all -> HttpResponse.ok(page(all, limit)))
        .orElseGet(Problems::notFound);
  }

  private static Page<MessageReceipt> page(List<MessageReceipt> found, int limit) {
    if (found.size() <= limit) {
      return new Page<>(found, null);
    }
    List<MessageReceipt> page = found.subList(0, limit);
    return new Page<>(page, CursorCodec.encode(page.getLast().user().id().toString()));
  }

  private static UserId position(String cursor) {
    try {
      return UserId.parse(CursorCodec.decode(cursor, 1).getFirst());
    } catch (MalformedIdException e) {
      throw new BadCursorException();
    }
  }
}
