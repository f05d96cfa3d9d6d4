package chat.parley.api.participant;

import chat.parley.api.conversation.MembershipChanges;
import chat.parley.api.conversation.MembershipChanges.Change;
import chat.parley.api.outbox.EventAppender;
import chat.parley.api.outbox.EventAppender.Appended;
import chat.parley.api.outbox.NewEvent;
import chat.parley.api.outbox.OutboxRow;
import chat.parley.shared.event.Conversation;
import chat.parley.shared.event.SystemNote;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Lets people in.
@Singleton
class Arrivals {
  private final MembershipChanges changes;
  private final AdminChanges adminChanges;
  private final MembershipRepository memberships;
  private final EventAppender appender;
  private final IdGenerator ids;

  Arrivals(
      MembershipChanges changes,
      AdminChanges adminChanges,
      MembershipRepository memberships,
      EventAppender appender,
      IdGenerator ids) {
    this.changes = changes;
    this.adminChanges = adminChanges;
    this.memberships = memberships;
    this.appender = appender;
    this.ids = ids;
  }

  MembershipResult join(ConversationId conversation, UserId user) {
    return changes.make(conversation, () -> joined(conversation, user));
  }

  private Change<MembershipResult> joined(ConversationId conversation, UserId user) {
    Optional<Circumstances> found = memberships.circumstances(conversation, user, user);
    if (found.isEmpty()) {
      return Change.none(new MembershipResult.Absent());
    }
    Circumstances now = found.get();
    if (now.actor() != null) {
      return Change.none(
          now.isDirect() ? new MembershipResult.OfTwo() : new MembershipResult.Done(List.of()));
    }
    if (!now.isPublic()) {
      return Change.none(new MembershipResult.Absent());
    }
    return now.isBanned()
        ? Change.none(new MembershipResult.Banned())
        : letIn(conversation, user, List.of(user), SystemNote.Kind.PARTICIPANT_JOINED);
  }

  /// All of them or, where one can't be let in, none. Who has blocked the actor is passed over
  /// without a word: a refusal would tell of the block.
  MembershipResult add(ConversationId conversation, UserId actor, Set<UserId> users) {
    return adminChanges.make(conversation, actor, actor, now -> added(conversation, actor, users));
  }

  private Change<MembershipResult> added(
      ConversationId conversation, UserId actor, Set<UserId> users) {
    List<Circumstances.Newcomer> known = memberships.newcomers(conversation, actor, users);
    if (known.size() < users.size()) {
      return Change.none(new MembershipResult.UnknownUser());
    }
    if (known.stream().anyMatch(Circumstances.Newcomer::isBanned)) {
      return Change.none(new MembershipResult.Banned());
    }
    List<UserId> newcomers =
        known.stream()
            .filter(each -> !each.isParticipant() && !each.hasBlocked())
            .map(Circumstances.Newcomer::user)
            .toList();
    return newcomers.isEmpty()
        ? Change.none(new MembershipResult.Done(List.of()))
        : letIn(conversation, actor, newcomers, SystemNote.Kind.PARTICIPANT_ADDED);
  }

  /// Each one's `participant.added`, then one message about all of them: it is the first that
  /// they can read together.
  private Change<MembershipResult> letIn(
      ConversationId conversation, UserId actor, List<UserId> users, SystemNote.Kind kind) {
    List<NewEvent> entries = new ArrayList<>();
    users.forEach(user -> entries.add(NewEvent.participantAdded(user, Conversation.Role.MEMBER)));
    entries.add(NewEvent.systemMessage(ids.message(), new SystemNote(kind, actor, users, null)));
    Appended appended = appender.append(conversation, actor, entries);
    List<OutboxRow> events = new ArrayList<>(memberships.begin(conversation, appended));
    events.addAll(appended.rows());
    return new Change<>(new MembershipResult.Done(users), events);
  }
}
