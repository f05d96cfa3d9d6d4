package chat.parley.api.message;

import chat.parley.api.filter.BlockedPatterns;
import chat.parley.api.limit.Admission;
import chat.parley.api.limit.Limit;
import chat.parley.api.limit.RateLimits;
import chat.parley.api.media.UnsentMedia;
import chat.parley.api.receipt.Reading;
import chat.parley.api.receipt.ReceiptNews;
import chat.parley.api.word.Words;
import chat.parley.shared.event.Message;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.TransactionStatus;
import io.opentelemetry.api.trace.Span;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sends messages and reads them back.
@Singleton
class MessageService {
  private final SendGroups groups;
  private final SendRepository sends;
  private final UnsentMedia unsent;
  private final MessageRepository messages;
  private final PageRepository pages;
  private final Announcements announcements;
  private final ReceiptNews receipts;
  private final BlockedPatterns blocked;
  private final RateLimits limits;
  private final TransactionOperations<Connection> transactions;
  private final IdGenerator ids;

  MessageService(
      SendGroups groups,
      SendRepository sends,
      UnsentMedia unsent,
      MessageRepository messages,
      PageRepository pages,
      Announcements announcements,
      ReceiptNews receipts,
      BlockedPatterns blocked,
      RateLimits limits,
      TransactionOperations<Connection> transactions,
      IdGenerator ids) {
    this.groups = groups;
    this.sends = sends;
    this.unsent = unsent;
    this.messages = messages;
    this.pages = pages;
    this.announcements = announcements;
    this.receipts = receipts;
    this.blocked = blocked;
    this.limits = limits;
    this.transactions = transactions;
    this.ids = ids;
  }

  /// The answer doesn't wait for Redis: once committed, the message is in the log and the outbox.
  SendResult send(ConversationId conversation, UserId sender, SendRequest request) {
    Draft draft =
        new Draft(
            ids.message(),
            conversation,
            sender,
            request.messageType(),
            request.text(),
            Words.vector(request.text()),
            request.attachments(),
            request.replyTo(),
            request.clientId(),
            Span.current().getSpanContext());
    if (draft.content() != null && blocked.match(draft.content())) {
      return unlessRepeated(draft, new SendResult.Rejected());
    }
    Admission admission = limits.admit(Limit.MESSAGES, sender);
    return admission.isRefused()
        ? unlessRepeated(draft, new SendResult.RateLimited())
        : admission.charge(() -> write(draft), result -> result instanceof SendResult.Sent);
  }

  /// A repetition costs nothing, so it is answered also to who may send nothing new now.
  private SendResult unlessRepeated(Draft draft, SendResult.Refusal refusal) {
    return earlier(draft).<SendResult>map(SendResult.AlreadySent::new).orElse(refusal);
  }

  /// What has come of a send under this name before.
  Optional<Message> earlier(ConversationId conversation, UserId sender, @Nullable String clientId) {
    return clientId == null
        ? Optional.empty()
        : messages.findByClientId(conversation, sender, clientId);
  }

  private Optional<Message> earlier(Draft draft) {
    return earlier(draft.conversation(), draft.sender(), draft.clientId());
  }

  private SendResult write(Draft draft) {
    return switch (draft.isPlain() ? groups.send(draft) : alone(draft)) {
      case SendRepository.Outcome.Placed placed -> {
        Reading reading = placed.reading();
        if (reading != null) {
          receipts.read(draft.sender(), reading);
        }
        yield new SendResult.Sent(placed.message());
      }
      case SendRepository.Outcome.Repeated repeated ->
          // Gone when its sender was removed since the statement before.
          unlessRepeated(draft, new SendResult.NotAParticipant());
      case SendRepository.Outcome.NotAParticipant nobody -> new SendResult.NotAParticipant();
      case SendRepository.Outcome.ReadOnly readOnly -> new SendResult.ReadOnly();
      case SendRepository.Outcome.Blocked blocked -> new SendResult.Blocked();
      case SendRepository.Outcome.Muted muted -> new SendResult.Muted(muted.until());
      case SendRepository.Outcome.NothingToAnswer nothing -> new SendResult.NothingToAnswer();
      case SendRepository.Outcome.NothingToAttach nothing ->
          unlessRepeated(draft, new SendResult.NothingToAttach());
      case SendRepository.Outcome.OtherType other -> new SendResult.OtherType();
    };
  }

  private SendRepository.Outcome alone(Draft draft) {
    SendRepository.Outcome outcome =
        draft.attachments().isEmpty()
            ? sends.send(draft, List.of())
            : transactions.executeWrite(status -> sendWithFiles(draft, status));
    announcements.tell(List.of(outcome));
    return outcome;
  }

  /// The files first: each goes into one message, whoever sends it how often.
  private SendRepository.Outcome sendWithFiles(Draft draft, TransactionStatus<?> status) {
    List<Message.Attachment> files = unsent.lock(draft.sender(), draft.attachments());
    if (files.size() < draft.attachments().size()) {
      return new SendRepository.Outcome.NothingToAttach();
    }
    if (draft.type() != null && draft.type() != MessageTypes.of(files)) {
      return new SendRepository.Outcome.OtherType();
    }
    SendRepository.Outcome outcome = sends.send(draft, files);
    if (outcome instanceof SendRepository.Outcome.Placed) {
      unsent.attach(draft.id(), draft.conversation(), draft.attachments());
    } else {
      status.setRollbackOnly(); // A statement that failed has ended it already.
    }
    return outcome;
  }

  /// @return empty when there is none, and when the reader may not know that there is
  Optional<Message> find(MessageId id, UserId reader) {
    return messages.find(id, reader);
  }

  PageResult page(ConversationId conversation, UserId reader, PageRequest request) {
    return pages.page(conversation, reader, request);
  }

  PageResult replies(MessageId answered, UserId reader, PageRequest request) {
    return pages.replies(answered, reader, request);
  }
}
