package chat.parley.api.conversation;

import chat.parley.api.audit.Action;
import chat.parley.api.audit.AuditLog;
import chat.parley.api.audit.Target;
import chat.parley.api.conversation.MembershipChanges.Change;
import chat.parley.api.outbox.EventAppender;
import chat.parley.api.outbox.EventAppender.Appended;
import chat.parley.api.outbox.NewEvent;
import chat.parley.api.outbox.OutboxRow;
import chat.parley.api.role.Deed;
import chat.parley.api.role.Ruling;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/// Ends conversations. What is left of one is its row, with `deleted_at`, and its log, whose last
/// event is `conversation.deleted`: enough for replays to come to their end. It has no
/// participants, and whatever asks by participant doesn't find it.
@Singleton
public class Closing {
  private final MembershipChanges changes;
  private final Standings standings;
  private final ClosingRepository conversations;
  private final Departures departures;
  private final EventAppender appender;
  private final AuditLog audit;

  Closing(
      MembershipChanges changes,
      Standings standings,
      ClosingRepository conversations,
      Departures departures,
      EventAppender appender,
      AuditLog audit) {
    this.changes = changes;
    this.standings = standings;
    this.conversations = conversations;
    this.departures = departures;
    this.appender = appender;
    this.audit = audit;
  }

  /// @return allowed when it is deleted
  Ruling delete(ConversationId conversation, UserId caller) {
    return changes.make(
        conversation,
        () ->
            standings.rule(
                Deed.CLOSE,
                conversation,
                caller,
                now -> {
                  audit.record(Action.CONVERSATION_DELETED, caller, Target.of(conversation));
                  return new Change<>(Ruling.ALLOWED, close(conversation, caller));
                },
                Change::none));
  }

  /// Within [MembershipChanges].
  ///
  /// @return what is to be published after the commit
  public List<OutboxRow> close(ConversationId conversation, UserId actor) {
    List<UserId> participants = departures.lockAll(conversation);
    Appended appended =
        appender.append(conversation, actor, List.of(NewEvent.conversationDeleted()));
    List<OutboxRow> events = new ArrayList<>(appended.rows());
    events.addAll(departures.end(conversation, participants, appended.lastSeq()));
    conversations.erase(conversation, appended.lastAt());
    return events;
  }
}
