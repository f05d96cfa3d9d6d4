package chat.parley.api.realtime;

import chat.parley.api.conversation.ConversationRows;
import chat.parley.api.message.MessageRows;
import chat.parley.api.system.Columns;
import chat.parley.api.user.UserRows;
import chat.parley.shared.event.Conversation;
import chat.parley.shared.event.ConversationDeleted;
import chat.parley.shared.event.ConversationUpdated;
import chat.parley.shared.event.DepartureReason;
import chat.parley.shared.event.DurableEvent;
import chat.parley.shared.event.Message;
import chat.parley.shared.event.MessageCreated;
import chat.parley.shared.event.MessageDeleted;
import chat.parley.shared.event.MessageEdited;
import chat.parley.shared.event.MessagePinned;
import chat.parley.shared.event.MessageUnpinned;
import chat.parley.shared.event.ParticipantAdded;
import chat.parley.shared.event.ParticipantRemoved;
import chat.parley.shared.event.ParticipantUpdated;
import chat.parley.shared.event.Reacted;
import chat.parley.shared.event.ReactionAdded;
import chat.parley.shared.event.ReactionRemoved;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A durable event from a row of [#COLUMNS], put together from what it refers to as that is now.
@Singleton
class EventRows {
  /// Of `events e`, with [#JOINS]. A frame is the same bytes for everybody: where somebody is
  /// whom the new participant has blocked, nobody sees in it how the participant is.
  static final String COLUMNS =
      """
      e.conversation_id as event_conversation_id, e.seq as event_seq, e.type as event_type,
      e.at as event_at, e.actor_id, e.message_id as event_message_id, e.subject_id, e.details,
      c.deleted_at as conversation_deleted_at,
      """
          + ConversationRows.COLUMNS
          + ", "
          + MessageRows.COLUMNS
          + ", "
          + UserRows.columns(
              """
              e.type = 'participant.added' and exists (
                select from blocks b
                  join participants q on q.conversation_id = e.conversation_id
                                     and q.user_id = b.blocked_id
                 where b.blocker_id = u.id)
              """);

  /// Only what shows the message is given it: a thousand reactions needn't read it a thousand
  /// times. What shows the conversation is given its last. Each by its key (`limit 1`): for many
  /// events PostgreSQL would else read all messages instead.
  static final String JOINS =
      """
        join conversations c on c.id = e.conversation_id
        left join lateral (
          select * from messages
           where e.type in ('message.created', 'message.edited', 'conversation.updated')
             and conversation_id = e.conversation_id
             and id = case e.type when 'conversation.updated' then (
                   select last.id from messages last
                    where last.conversation_id = e.conversation_id
                    order by last.seq desc limit 1) else e.message_id end limit 1) m on true
        left join lateral (
          select * from accounts
           where id = case when m.id is null then e.actor_id else m.sender_id end limit 1) s on true
        left join accounts u on u.id = e.subject_id
      """
          + MessageRows.joins(MessageRows.NOBODY);

  private final ConversationRows conversations;
  private final MessageRows messages;
  private final JsonMapper json;

  EventRows(ConversationRows conversations, MessageRows messages, JsonMapper json) {
    this.conversations = conversations;
    this.messages = messages;
    this.json = json;
  }

  DurableEvent read(ResultSet row) throws SQLException {
    ConversationId conversation =
        new ConversationId(row.getObject("event_conversation_id", UUID.class));
    long seq = row.getLong("event_seq");
    Instant at = Columns.instant(row, "event_at");
    UserId actor = user(row, "actor_id");
    String type = row.getString("event_type");
    return switch (type) {
      case MessageCreated.TYPE -> new MessageCreated(conversation, seq, at, actor, message(row));
      case MessageEdited.TYPE -> new MessageEdited(conversation, seq, at, actor, message(row));
      case MessageDeleted.TYPE ->
          new MessageDeleted(
              conversation, seq, at, actor, new MessageDeleted.Deleted(messageId(row)));
      case MessagePinned.TYPE ->
          new MessagePinned(conversation, seq, at, actor, new MessagePinned.Pin(messageId(row)));
      case MessageUnpinned.TYPE ->
          new MessageUnpinned(conversation, seq, at, actor, new MessagePinned.Pin(messageId(row)));
      case ReactionAdded.TYPE -> new ReactionAdded(conversation, seq, at, actor, reacted(row));
      case ReactionRemoved.TYPE -> new ReactionRemoved(conversation, seq, at, actor, reacted(row));
      case ParticipantAdded.TYPE ->
          new ParticipantAdded(
              conversation,
              seq,
              at,
              actor,
              new ParticipantAdded.Added(UserRows.read(row), role(row), actor));
      case ParticipantUpdated.TYPE ->
          new ParticipantUpdated(
              conversation,
              seq,
              at,
              actor,
              new ParticipantUpdated.Updated(subject(row), role(row), details(row).mutedUntil()));
      case ConversationUpdated.TYPE ->
          new ConversationUpdated(conversation, seq, at, actor, conversations.readForAll(row));
      case ParticipantRemoved.TYPE ->
          new ParticipantRemoved(
              conversation,
              seq,
              at,
              actor,
              new ParticipantRemoved.Removed(subject(row), actor, reason(row)));
      case ConversationDeleted.TYPE ->
          new ConversationDeleted(conversation, seq, at, actor, new ConversationDeleted.Nothing());
      default ->
          throw new IllegalStateException(
              "the log has a %s at %s/%d, which is not known here"
                  .formatted(type, conversation, seq));
    };
  }

  /// Of a conversation that was deleted the messages are gone; their places in the log stay.
  private Message message(ResultSet row) throws SQLException {
    Message message = messages.readForEverybody(row);
    return message == null ? erased(row) : message;
  }

  private static Message erased(ResultSet row) throws SQLException {
    Instant at = Columns.instant(row, "event_at");
    Instant deleted = Columns.instantOrNull(row, "conversation_deleted_at");
    return new Message(
        messageId(row),
        new ConversationId(row.getObject("event_conversation_id", UUID.class)),
        row.getLong("event_seq"),
        Message.Type.TEXT,
        MessageRows.author(row),
        null,
        List.of(),
        null,
        Message.ThreadSummary.NONE,
        List.of(),
        List.of(),
        null,
        false,
        null,
        at,
        null,
        0,
        deleted == null ? at : deleted,
        null);
  }

  private Reacted reacted(ResultSet row) throws SQLException {
    EventDetails details = details(row);
    return new Reacted(
        messageId(row),
        subject(row),
        Objects.requireNonNull(details.emoji(), "emoji"),
        Objects.requireNonNull(details.count(), "count"));
  }

  private static MessageId messageId(ResultSet row) throws SQLException {
    return new MessageId(row.getObject("event_message_id", UUID.class));
  }

  private static UserId subject(ResultSet row) throws SQLException {
    return Objects.requireNonNull(user(row, "subject_id"), "subject_id");
  }

  private static @Nullable UserId user(ResultSet row, String column) throws SQLException {
    UUID id = row.getObject(column, UUID.class);
    return id == null ? null : new UserId(id);
  }

  private Conversation.Role role(ResultSet row) throws SQLException {
    return Objects.requireNonNull(details(row).role(), "role");
  }

  private DepartureReason reason(ResultSet row) throws SQLException {
    return Objects.requireNonNull(details(row).reason(), "reason");
  }

  private EventDetails details(ResultSet row) throws SQLException {
    try {
      return Objects.requireNonNull(json.readValue(row.getString("details"), EventDetails.class));
    } catch (IOException e) {
      throw new UncheckedIOException("the details of an event in the log are not readable", e);
    }
  }
}
