package chat.parley.api.receipt;

import chat.parley.api.outbox.Hint;
import chat.parley.api.outbox.Publisher;
import chat.parley.shared.event.StateEvent;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import chat.parley.shared.redis.Channels;
import chat.parley.shared.redis.Envelope;
import io.micronaut.json.JsonMapper;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;

/// Announces receipts after their commit. They are hints: nobody who misses one misses more than
/// a tick mark, until the next one or until they load the conversation again.
@Singleton
public class ReceiptNews {
  private final Publisher publisher;
  private final JsonMapper json;
  private final int largestConversation;
  private final Merging<Key, News> merging;

  ReceiptNews(
      Publisher publisher,
      JsonMapper json,
      ReceiptSettings settings,
      @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler) {
    this.publisher = publisher;
    this.json = json;
    this.largestConversation = settings.largestConversation();
    this.merging =
        new Merging<>(
            settings.mostMerged(),
            this::publish,
            end -> scheduler.schedule(settings.window(), end));
  }

  /// To the conversation unless it is large, and to the reader's own devices how much is left.
  public void read(UserId reader, Reading reading) {
    ConversationId conversation = reading.conversation();
    if (reading.participants() <= largestConversation) {
      offer(
          new Key(Kind.READ, conversation, reader),
          reading.seq(),
          new News(
              Channels.of(conversation),
              Envelope.NOBODY,
              new StateEvent.ReceiptRead(
                  new StateEvent.Receipt(conversation, reader, reading.seq(), reading.at()))));
    }
    offer(
        new Key(Kind.UNREAD, conversation, reader),
        reading.seq(),
        unread(reader, conversation, reading.unreadCount(), reading.mentionCount()));
  }

  /// To the devices of who has left: nothing is left to read there, whatever they hear later of
  /// what they did before.
  public void left(UserId user, ConversationId conversation) {
    offer(
        new Key(Kind.UNREAD, conversation, user), Long.MAX_VALUE, unread(user, conversation, 0, 0));
  }

  private static News unread(
      UserId user, ConversationId conversation, long unreadCount, long mentionCount) {
    return new News(
        Channels.of(user),
        conversation.value(),
        new StateEvent.UnreadChanged(
            new StateEvent.UnreadChanged.Unread(conversation, unreadCount, mentionCount)));
  }

  void delivered(ConversationId conversation, UserId user, Delivery.Moved moved) {
    offer(
        new Key(Kind.DELIVERED, conversation, user),
        moved.seq(),
        new News(
            Channels.of(conversation),
            Envelope.NOBODY,
            new StateEvent.ReceiptDelivered(
                new StateEvent.Receipt(conversation, user, moved.seq(), moved.at()))));
  }

  private void offer(Key key, long seq, News news) {
    merging.offer(key, seq, news);
  }

  private void publish(News news) {
    try {
      byte[] bytes = json.writeValueAsBytes(news.event);
      Envelope envelope =
          new Envelope(Envelope.Kind.STATE, 0, news.subject, ByteBuffer.wrap(bytes));
      publisher.publishHints(List.of(new Hint(news.channel, envelope)));
    } catch (IOException e) {
      throw new UncheckedIOException("an event of our own can't be written", e);
    }
  }

  /// The publisher is closed after this.
  @PreDestroy
  void close() {
    merging.close();
  }

  private enum Kind {
    READ,
    DELIVERED,
    UNREAD
  }

  private record Key(Kind kind, ConversationId conversation, UserId user) {}

  private record News(String channel, UUID subject, StateEvent event) {}
}
