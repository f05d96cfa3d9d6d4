package chat.parley.api.message;

import static java.util.Objects.requireNonNull;

import chat.parley.api.filter.BlockedPatterns;
import chat.parley.api.limit.Admission;
import chat.parley.api.limit.Limit;
import chat.parley.api.limit.RateLimits;
import chat.parley.api.receipt.Reading;
import chat.parley.api.receipt.ReceiptNews;
import chat.parley.shared.event.Message;
import chat.parley.shared.event.MessageCreated;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Sends messages and reads them back.
@Singleton
class MessageService {
  private final SendRepository sends;
  private final MessageRepository messages;
  private final PageRepository pages;
  private final Announcements announcements;
  private final ReceiptNews receipts;
  private final BlockedPatterns blocked;
  private final RateLimits limits;
  private final IdGenerator ids;

  MessageService(
      SendRepository sends,
      MessageRepository messages,
      PageRepository pages,
      Announcements announcements,
      ReceiptNews receipts,
      BlockedPatterns blocked,
      RateLimits limits,
      IdGenerator ids) {
    this.sends = sends;
    this.messages = messages;
    this.pages = pages;
    this.announcements = announcements;
    this.receipts = receipts;
    this.blocked = blocked;
    this.limits = limits;
    this.ids = ids;
  }

  /// The answer doesn't wait for Redis: once committed, the message is in the log and the outbox.
  SendResult send(ConversationId conversation, UserId sender, SendRequest request) {
    Draft draft =
        new Draft(
            ids.message(),
            conversation,
            sender,
            requireNonNull(request.content()).strip(),
            request.replyTo(),
            request.clientId());
    if (blocked.match(draft.content())) {
      return unlessRepeated(draft, new SendResult.Rejected());
    }
    Admission admission = limits.admit(Limit.MESSAGES, sender);
    return admission.isRefused()
        ? unlessRepeated(draft, new SendResult.RateLimited())
        : admission.charge(() -> write(draft), result -> result instanceof SendResult.Sent);
  }

  /// A repetition costs nothing, so it is answered also to who may send nothing new now.
  private SendResult unlessRepeated(Draft draft, SendResult.Refusal refusal) {
    return draft.clientId() == null
        ? refusal
        : messages
            .findByClientId(draft)
            .<SendResult>map(SendResult.AlreadySent::new)
            .orElse(refusal);
  }

  private SendResult write(Draft draft) {
    return switch (sends.send(draft)) {
      case SendRepository.Outcome.Placed placed -> {
        Message message = placed.message();
        announcements.tell(
            placed.outbox(),
            new MessageCreated(
                draft.conversation(), message.seq(), message.createdAt(), draft.sender(), message),
            message,
            placed.alerts());
        Reading reading = placed.reading();
        if (reading != null) {
          receipts.read(draft.sender(), reading);
        }
        yield new SendResult.Sent(message);
      }
      case SendRepository.Outcome.Repeated repeated -> earlier(draft);
      case SendRepository.Outcome.NotAParticipant nobody -> new SendResult.NotAParticipant();
      case SendRepository.Outcome.ReadOnly readOnly -> new SendResult.ReadOnly();
      case SendRepository.Outcome.Blocked blocked -> new SendResult.Blocked();
      case SendRepository.Outcome.Muted muted -> new SendResult.Muted(muted.until());
      case SendRepository.Outcome.NothingToAnswer nothing -> new SendResult.NothingToAnswer();
    };
  }

  private SendResult earlier(Draft draft) {
    return messages
        .findByClientId(draft)
        .<SendResult>map(SendResult.AlreadySent::new)
        // Removed since the statement before.
        .orElseGet(SendResult.NotAParticipant::new);
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
