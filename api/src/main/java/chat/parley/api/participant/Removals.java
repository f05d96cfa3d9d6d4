package chat.parley.api.participant;

import chat.parley.api.audit.Action;
import chat.parley.api.audit.AuditLog;
import chat.parley.api.audit.Target;
import chat.parley.api.conversation.Closing;
import chat.parley.api.conversation.Departures;
import chat.parley.api.conversation.MembershipChanges;
import chat.parley.api.conversation.MembershipChanges.Change;
import chat.parley.api.outbox.EventAppender;
import chat.parley.api.outbox.EventAppender.Appended;
import chat.parley.api.outbox.NewEvent;
import chat.parley.api.outbox.OutboxRow;
import chat.parley.shared.event.Conversation;
import chat.parley.shared.event.DepartureReason;
import chat.parley.shared.event.SystemNote;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lets people go, and puts them out.
@Singleton
class Removals {
  private final MembershipChanges changes;
  private final AdminChanges adminChanges;
  private final MembershipRepository memberships;
  private final Departures departures;
  private final Closing closing;
  private final EventAppender appender;
  private final AuditLog audit;
  private final IdGenerator ids;

  Removals(
      MembershipChanges changes,
      AdminChanges adminChanges,
      MembershipRepository memberships,
      Departures departures,
      Closing closing,
      EventAppender appender,
      AuditLog audit,
      IdGenerator ids) {
    this.changes = changes;
    this.adminChanges = adminChanges;
    this.memberships = memberships;
    this.departures = departures;
    this.closing = closing;
    this.appender = appender;
    this.audit = audit;
    this.ids = ids;
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
    if (found.isEmpty() || found.get().actor() == null) {
      return Change.none(new MembershipResult.Absent());
    }
    Circumstances now = found.get();
    if (now.isDirect()) {
      return Change.none(new MembershipResult.OfTwo());
    }
    if (now.participants() == 1) {
      return lastOneOut(conversation, user, reason);
    }
    List<UserId> locked = new ArrayList<>(List.of(user));
    Optional<UserId> successor =
        now.actor() == Conversation.Role.OWNER
            ? memberships.successor(conversation, user)
            : Optional.empty();
    successor.ifPresent(locked::add);
    departures.lock(conversation, locked);
    successor.ifPresent(heir -> memberships.makeOwner(conversation, heir));
    return departed(conversation, user, user, reason);
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
    return adminChanges.make(
        conversation, actor, user, now -> removed(now, conversation, actor, user));
  }

  private Change<MembershipResult> removed(
      Circumstances now, ConversationId conversation, UserId actor, UserId user) {
    if (now.subject() == null) {
      return Change.none(new MembershipResult.NotAParticipant());
    }
    if (!now.isOutranked()) {
      return Change.none(new MembershipResult.OfEqualRank());
    }
    departures.lock(conversation, List.of(user));
    audit.record(Action.PARTICIPANT_REMOVED, actor, Target.of(user), Bans.in(conversation));
    return departed(conversation, actor, user, DepartureReason.REMOVED);
  }

  /// Of a locked participant. The removal is the last event that they see.
  Change<MembershipResult> departed(
      ConversationId conversation, UserId actor, UserId user, DepartureReason reason) {
    SystemNote.Kind kind =
        reason == DepartureReason.LEFT || reason == DepartureReason.DELETED
            ? SystemNote.Kind.PARTICIPANT_LEFT
            : SystemNote.Kind.PARTICIPANT_REMOVED;
    Appended appended =
        appender.append(
            conversation,
            actor,
            List.of(
                NewEvent.systemMessage(
                    ids.message(), new SystemNote(kind, actor, List.of(user), null)),
                NewEvent.participantRemoved(user, reason)));
    List<OutboxRow> events = new ArrayList<>(appended.rows());
    events.addAll(departures.end(conversation, List.of(user), appended.lastSeq()));
    return new Change<>(new MembershipResult.Done(List.of(user)), events);
  }
}
