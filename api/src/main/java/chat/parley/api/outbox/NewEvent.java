package chat.parley.api.outbox;

import chat.parley.shared.event.Conversation;
import chat.parley.shared.event.ConversationDeleted;
import chat.parley.shared.event.ConversationUpdated;
import chat.parley.shared.event.DepartureReason;
import chat.parley.shared.event.MessageCreated;
import chat.parley.shared.event.ParticipantAdded;
import chat.parley.shared.event.ParticipantRemoved;
import chat.parley.shared.event.ParticipantUpdated;
import chat.parley.shared.event.SystemNote;
import chat.parley.shared.event.TimestampSerde;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An event that is to be put at the end of a log, in references like those that the log keeps.
///
/// @param note what the new system message `message` says
/// @param details the facts of the event that nothing else keeps
public record NewEvent(
    String type,
    @Nullable MessageId message,
    @Nullable SystemNote note,
    @Nullable UserId subject,
    Map<String, String> details) {

  public NewEvent {
    details = Map.copyOf(details);
  }

  public static NewEvent systemMessage(MessageId message, SystemNote note) {
    return new NewEvent(MessageCreated.TYPE, message, note, null, Map.of());
  }

  public static NewEvent participantAdded(UserId user, Conversation.Role role) {
    return new NewEvent(ParticipantAdded.TYPE, null, null, user, Map.of("role", name(role)));
  }

  public static NewEvent participantRemoved(UserId user, DepartureReason reason) {
    return new NewEvent(ParticipantRemoved.TYPE, null, null, user, Map.of("reason", name(reason)));
  }

  /// @param mutedUntil until when they may not write, `null` when they may
  public static NewEvent participantUpdated(
      UserId user, Conversation.Role role, @Nullable Instant mutedUntil) {
    return new NewEvent(
        ParticipantUpdated.TYPE,
        null,
        null,
        user,
        mutedUntil == null
            ? Map.of("role", name(role))
            : Map.of("role", name(role), "muted_until", TimestampSerde.format(mutedUntil)));
  }

  public static NewEvent conversationUpdated() {
    return new NewEvent(ConversationUpdated.TYPE, null, null, null, Map.of());
  }

  public static NewEvent conversationDeleted() {
    return new NewEvent(ConversationDeleted.TYPE, null, null, null, Map.of());
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
