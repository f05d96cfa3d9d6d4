package chat.parley.api.participant;

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
import chat.parley.shared.event.SystemNote;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lets people in.
@Singleton
public class Arrivals {
  private final MembershipChanges changes;
  private final PermittedChanges permitted;
  private final MembershipRepository memberships;
  private final EventAppender appender;
  private final SystemMessages messages;

  Arrivals(
      MembershipChanges changes,
      PermittedChanges permitted,
      MembershipRepository memberships,
      EventAppender appender,
      SystemMessages messages) {
    this.changes = changes;
    this.permitted = permitted;
    this.memberships = memberships;
    this.appender = appender;
    this.messages = messages;
  }

  MembershipResult join(ConversationId conversation, UserId user) {
    return changes.make(conversation, () -> joined(conversation, user, null));
  }

  /// @param invite used, in the transaction, only when nothing else keeps the user out
  public MembershipResult joinInvited(
      ConversationId conversation, UserId user, Supplier<Pass> invite) {
    return changes.make(conversation, () -> joined(conversation, user, invite));
  }

  private Change<MembershipResult> joined(
      ConversationId conversation, UserId user, @Nullable Supplier<Pass> invite) {
    Optional<Circumstances> found = memberships.circumstances(conversation, user, user);
    if (found.isEmpty()) {
      return Change.none(new MembershipResult.Refused(Ruling.ABSENT));
    }
    Circumstances now = found.get();
    if (now.actor() != null) {
      return Change.none(
          now.isDirect()
              ? new MembershipResult.Refused(Ruling.OF_TWO)
              : new MembershipResult.Done(List.of()));
    }
    if (invite == null && !now.isPublic()) {
      return Change.none(new MembershipResult.Refused(Ruling.ABSENT));
    }
    if (now.isBanned()) {
      return Change.none(new MembershipResult.Banned());
    }
    return switch (invite == null ? Pass.TAKEN : invite.get()) {
      case TAKEN -> letIn(conversation, user, List.of(user), SystemNote.Kind.PARTICIPANT_JOINED);
      case USED_UP -> Change.none(new MembershipResult.UsedUp());
      case NONE -> Change.none(new MembershipResult.Refused(Ruling.ABSENT));
    };
  }

  /// What an invite is good for.
  public enum Pass {
    TAKEN,
    USED_UP,
    NONE
  }

  /// Lets somebody in whose account is being created in the same transaction: nobody else can know
  /// them, so nobody else changes how they stand to it.
  ///
  /// @return to be published after the commit
  public List<OutboxRow> announce(ConversationId conversation, UserId newcomer) {
    return letIn(conversation, newcomer, List.of(newcomer), SystemNote.Kind.PARTICIPANT_JOINED)
        .events();
  }

  /// All of them or, where one can't be let in, none. Who has blocked the actor is passed over
  /// without a word: a refusal would tell of the block.
  MembershipResult add(ConversationId conversation, UserId actor, Set<UserId> users) {
    return permitted.make(
        Deed.ADD, conversation, actor, actor, now -> added(conversation, actor, users));
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
    entries.add(messages.event(kind, actor, users, null));
    Appended appended = appender.append(conversation, actor, entries);
    List<OutboxRow> events = new ArrayList<>(memberships.begin(conversation, appended));
    events.addAll(appended.rows());
    return new Change<>(new MembershipResult.Done(users), events);
  }
}
