package chat.parley.api.receipt;

import chat.parley.shared.gateway.DeliveredReport;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Keeps how far people are, and says so.
@Singleton
class ReceiptService {
  private final ReceiptRepository receipts;
  private final ReceiptSettings settings;
  private final ReceiptNews news;

  ReceiptService(ReceiptRepository receipts, ReceiptSettings settings, ReceiptNews news) {
    this.receipts = receipts;
    this.settings = settings;
    this.news = news;
  }

  /// @return empty when there is no such point, or the reader may not know that there is
  Optional<ReadAnswer> read(Point point, UserId reader) {
    Optional<ReadOutcome> outcome = receipts.read(point, reader);
    outcome.filter(ReadOutcome::moved).ifPresent(moved -> news.read(reader, moved.reading()));
    return outcome.map(
        each ->
            new ReadAnswer(
                each.reading().seq(), each.reading().unreadCount(), each.updatedCount()));
  }

  /// @return whether the user is in the conversation
  boolean delivered(ConversationId conversation, UserId user, long seq) {
    return !delivered(List.of(new DeliveredReport.Item(user, conversation, seq))).isEmpty();
  }

  /// @return for those of the items whose user is there
  List<Delivery> delivered(List<DeliveredReport.Item> items) {
    List<Delivery> deliveries = receipts.delivered(items, settings.largestConversation());
    for (Delivery delivery : deliveries) {
      Delivery.Moved moved = delivery.moved();
      if (moved != null) {
        news.delivered(delivery.conversation(), delivery.user(), moved);
      }
    }
    return deliveries;
  }
}
