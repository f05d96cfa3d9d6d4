package chat.parley.api.participant;

import chat.parley.api.audit.Action;
import chat.parley.api.audit.AuditLog;
import chat.parley.api.audit.Target;
import chat.parley.api.conversation.Closing;
import chat.parley.api.conversation.Departures;
import chat.parley.api.conversation.MembershipChanges;
import chat.parley.api.conversation.MembershipChanges.Change;
import chat.parley.api.message.SystemMessages;
import chat.parley.api.outbox.EventAppender;
import chat.parley.api.outbox.EventAppender.Appended;
import chat.parley.api.outbox.NewEvent;
import chat.parley.api.outbox.OutboxRow;
import chat.parley.api.role.Deed;
import chat.parley.api.role.Ruling;
import chat.parley.shared.event.Conversation;
import chat.parley.shared.event.DepartureReason;
import chat.parley.shared.event.SystemNote;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Lets people go, and puts them out.
@Singleton
class Removals {
  private final MembershipChanges changes;
  private final PermittedChanges permitted;
  private final MembershipRepository memberships;
  private final Departures departures;
  private final Closing closing;
  private final EventAppender appender;
  private final AuditLog audit;
  private final SystemMessages messages;
  private final Roles roles;

  Removals(
      MembershipChanges changes,
      PermittedChanges permitted,
      MembershipRepository memberships,
      Departures departures,
      Closing closing,
      EventAppender appender,
      AuditLog audit,
      SystemMessages messages,
      Roles roles) {
    this.changes = changes;
    this.permitted = permitted;
    this.memberships = memberships;
    this.departures = departures;
    this.closing = closing;
    this.appender = appender;
    this.audit = audit;
    this.messages = messages;
    this.roles = roles;
  }

  /// An owner who leaves hands over; the last one out closes the conversation.
  MembershipResult leave(ConversationId conversation, UserId user) {
    return changes.make(conversation, () -> left(conversation, user, DepartureReason.LEFT));
  }

  /// Leaves for somebody whose account is deleted.
  MembershipResult leaveDeleted(ConversationId conversation, UserId user) {
    return changes.make(conversation, () -> left(conversation, user, DepartureReason.DELETED));
  }

  private Change<MembershipResult> left(
      ConversationId conversation, UserId user, DepartureReason reason) {
    Optional<Circumstances> found = memberships.circumstances(conversation, user, user);
    Ruling ruling = found.map(now -> now.ruling(Deed.LEAVE)).orElse(Ruling.ABSENT);
    if (!ruling.isAllowed()) {
      return Change.none(new MembershipResult.Refused(ruling));
    }
    Circumstances now = found.orElseThrow();
    if (now.participants() == 1 && !now.isLobby()) {
      return lastOneOut(conversation, user, reason);
    }
    Optional<UserId> heir =
        now.actor() == Conversation.Role.OWNER
            ? roles.successor(conversation, user)
            : Optional.empty();
    departures.lock(conversation, Stream.concat(Stream.of(user), heir.stream()).toList());
    List<NewEvent> handedOver =
        heir.map(next -> roles.handOver(conversation, user, next)).orElse(List.of());
    return departed(conversation, user, user, reason, handedOver);
  }

  /// No message tells of it: it would be erased with all the others.
  private Change<MembershipResult> lastOneOut(
      ConversationId conversation, UserId user, DepartureReason reason) {
    departures.lock(conversation, List.of(user));
    Appended appended =
        appender.append(conversation, user, List.of(NewEvent.participantRemoved(user, reason)));
    List<OutboxRow> events = new ArrayList<>(appended.rows());
    events.addAll(departures.end(conversation, List.of(user), appended.lastSeq()));
    events.addAll(closing.close(conversation, user));
    return new Change<>(new MembershipResult.Done(List.of(user)), events);
  }

  MembershipResult remove(ConversationId conversation, UserId actor, UserId user) {
    return permitted.make(
        Deed.REMOVE, conversation, actor, user, now -> removed(now, conversation, actor, user));
  }

  private Change<MembershipResult> removed(
      Circumstances now, ConversationId conversation, UserId actor, UserId user) {
    if (now.subject() == null) {
      return Change.none(new MembershipResult.NotAParticipant());
    }
    departures.lock(conversation, List.of(user));
    audit.record(Action.PARTICIPANT_REMOVED, actor, Target.of(user), Bans.in(conversation));
    return departed(conversation, actor, user, DepartureReason.REMOVED, List.of());
  }

  /// Of a locked participant. The removal is the last event that they see.
  ///
  /// @param before what has to stand in the log before it
  Change<MembershipResult> departed(
      ConversationId conversation,
      UserId actor,
      UserId user,
      DepartureReason reason,
      List<NewEvent> before) {
    SystemNote.Kind kind =
        reason == DepartureReason.LEFT || reason == DepartureReason.DELETED
            ? SystemNote.Kind.PARTICIPANT_LEFT
            : SystemNote.Kind.PARTICIPANT_REMOVED;
    List<NewEvent> entries = new ArrayList<>(before);
    entries.add(messages.event(kind, actor, List.of(user), null));
    entries.add(NewEvent.participantRemoved(user, reason));
    Appended appended = appender.append(conversation, actor, entries);
    List<OutboxRow> events = new ArrayList<>(appended.rows());
    events.addAll(departures.end(conversation, List.of(user), appended.lastSeq()));
    return new Change<>(new MembershipResult.Done(List.of(user)), events);
  }
}
