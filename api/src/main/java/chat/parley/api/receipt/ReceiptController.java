package chat.parley.api.receipt;

import static java.util.Objects.requireNonNull;

import chat.parley.api.system.Caller;
import chat.parley.api.system.Problems;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MessageId;
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

/// How far the caller is.
@Controller("/v1")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class ReceiptController {
  private final ReceiptService receipts;

  ReceiptController(ReceiptService receipts) {
    this.receipts = receipts;
  }

  /// Marks a conversation as read up to a position or a message. What is read stays so.
  @Post("/conversations/{id}/read")
  HttpResponse<ReadAnswer> read(
      @PathVariable ConversationId id, @Valid @Body ReadRequest body, Caller caller) {
    Long seq = body.seq();
    MessageId message = body.messageId();
    if ((seq == null) == (message == null)) {
      return Problems.invalid("seq", "exclusive", "either seq or message_id must be given");
    }
    return read(
        seq == null
            ? new Point.AtMessage(requireNonNull(message), id)
            : new Point.Position(id, seq),
        caller);
  }

  /// Marks everything up to this message as read.
  @Post("/messages/{id}/read")
  HttpResponse<ReadAnswer> readMessage(@PathVariable MessageId id, Caller caller) {
    return read(new Point.AtMessage(id, null), caller);
  }

  private HttpResponse<ReadAnswer> read(Point point, Caller caller) {
    return receipts
        .read(point, caller.user())
        .<HttpResponse<ReadAnswer>>map(HttpResponse::ok)
        .orElseGet(Problems::notFound);
  }

  /// Says that the device has everything up to a position.
  @Post("/conversations/{id}/delivered")
  HttpResponse<Void> delivered(
      @PathVariable ConversationId id, @Valid @Body DeliveredRequest body, Caller caller) {
    return receipts.delivered(id, caller.user(), requireNonNull(body.seq()))
        ? HttpResponse.noContent()
        : Problems.notFound();
  }
}
