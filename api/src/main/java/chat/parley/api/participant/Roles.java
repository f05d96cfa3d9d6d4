package chat.parley.api.participant;

import chat.parley.api.audit.Action;
import chat.parley.api.audit.AuditLog;
import chat.parley.api.audit.Target;
import chat.parley.api.conversation.Departures;
import chat.parley.api.conversation.MembershipChanges.Change;
import chat.parley.api.message.SystemMessages;
import chat.parley.api.outbox.EventAppender;
import chat.parley.api.outbox.NewEvent;
import chat.parley.api.role.Deed;
import chat.parley.shared.event.Conversation.Role;
import chat.parley.shared.event.SystemNote;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gives people their roles, and takes the word from them. Every group and channel but the lobby
/// has one owner at any time.
@Singleton
class Roles {
  private final PermittedChanges changes;
  private final RoleRepository repository;
  private final Departures departures;
  private final EventAppender appender;
  private final SystemMessages messages;
  private final AuditLog audit;

  Roles(
      PermittedChanges changes,
      RoleRepository repository,
      Departures departures,
      EventAppender appender,
      SystemMessages messages,
      AuditLog audit) {
    this.changes = changes;
    this.repository = repository;
    this.departures = departures;
    this.appender = appender;
    this.messages = messages;
    this.audit = audit;
  }

  /// Making somebody the owner is handing over: who was it becomes an admin.
  MembershipResult change(ConversationId conversation, UserId actor, UserId user, Role role) {
    return changes.make(
        Deed.CHANGE_ROLE,
        conversation,
        actor,
        user,
        now -> changed(now, conversation, actor, user, role));
  }

  private Change<MembershipResult> changed(
      Circumstances now, ConversationId conversation, UserId actor, UserId user, Role role) {
    if (now.subject() == null) {
      return Change.none(new MembershipResult.NotAParticipant());
    }
    if (now.subject() == role) {
      return Change.none(new MembershipResult.Done(List.of(user)));
    }
    String name = role.name().toLowerCase(Locale.ROOT);
    audit.record(
        Action.ROLE_CHANGED,
        actor,
        Target.of(user),
        Map.of("conversation_id", conversation.toString(), "role", name));
    departures.lock(conversation, List.of(actor, user));
    return made(
        conversation,
        actor,
        user,
        role == Role.OWNER
            ? handOver(conversation, actor, user)
            : given(conversation, actor, user, role, now.mutedUntil()));
  }

  private List<NewEvent> given(
      ConversationId conversation, UserId actor, UserId user, Role role, @Nullable Instant muted) {
    repository.setRole(conversation, user, role);
    return List.of(NewEvent.participantUpdated(user, role, muted), note(actor, user, role));
  }

  /// Of two locked participants. At no place of the log are there two owners.
  ///
  /// @return what is to be put into the log
  List<NewEvent> handOver(ConversationId conversation, UserId owner, UserId heir) {
    repository.handOver(conversation, owner, heir);
    return List.of(
        NewEvent.participantUpdated(owner, Role.ADMIN, null),
        NewEvent.participantUpdated(heir, Role.OWNER, null),
        note(owner, heir, Role.OWNER));
  }

  private NewEvent note(UserId actor, UserId user, Role role) {
    return messages.event(
        SystemNote.Kind.ROLE_CHANGED, actor, List.of(user), role.name().toLowerCase(Locale.ROOT));
  }

  /// The oldest admin, else the oldest member.
  Optional<UserId> successor(ConversationId conversation, UserId owner) {
    return repository.successor(conversation, owner);
  }

  /// @param until `null` lets them speak again
  MembershipResult mute(
      ConversationId conversation, UserId actor, UserId user, @Nullable Instant until) {
    return changes.make(
        Deed.MUTE, conversation, actor, user, now -> muted(now, conversation, actor, user, until));
  }

  private Change<MembershipResult> muted(
      Circumstances now,
      ConversationId conversation,
      UserId actor,
      UserId user,
      @Nullable Instant until) {
    Role role = now.subject();
    if (role == null) {
      return Change.none(new MembershipResult.NotAParticipant());
    }
    if (Objects.equals(now.mutedUntil(), until)) {
      return Change.none(new MembershipResult.Done(List.of(user)));
    }
    audit.record(
        until == null ? Action.MUTE_LIFTED : Action.PARTICIPANT_MUTED,
        actor,
        Target.of(user),
        Bans.in(conversation));
    departures.lock(conversation, List.of(user));
    repository.mute(conversation, user, until);
    return made(conversation, actor, user, List.of(NewEvent.participantUpdated(user, role, until)));
  }

  private Change<MembershipResult> made(
      ConversationId conversation, UserId actor, UserId user, List<NewEvent> events) {
    return new Change<>(
        new MembershipResult.Done(List.of(user)),
        appender.append(conversation, actor, events).rows());
  }
}
