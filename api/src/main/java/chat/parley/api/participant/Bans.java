package chat.parley.api.participant;

import chat.parley.api.audit.Action;
import chat.parley.api.audit.AuditLog;
import chat.parley.api.audit.Target;
import chat.parley.api.conversation.Departures;
import chat.parley.api.conversation.MembershipChanges.Change;
import chat.parley.api.conversation.Standings;
import chat.parley.api.role.Deed;
import chat.parley.api.role.Ruling;
import chat.parley.shared.event.DepartureReason;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/// Keeps people out, shows who is, and lets them in again.
@Singleton
class Bans {
  private final PermittedChanges changes;
  private final BanRepository bans;
  private final Departures departures;
  private final Removals removals;
  private final Standings standings;
  private final AuditLog audit;

  Bans(
      PermittedChanges changes,
      BanRepository bans,
      Departures departures,
      Removals removals,
      Standings standings,
      AuditLog audit) {
    this.changes = changes;
    this.bans = bans;
    this.departures = departures;
    this.removals = removals;
    this.standings = standings;
    this.audit = audit;
  }

  /// Removes whoever is in, and keeps out whoever is known.
  MembershipResult ban(ConversationId conversation, UserId actor, UserId user) {
    return changes.make(
        Deed.BAN, conversation, actor, user, now -> banned(now, conversation, actor, user));
  }

  private Change<MembershipResult> banned(
      Circumstances now, ConversationId conversation, UserId actor, UserId user) {
    if (now.subject() == null) {
      if (!now.isKnown()) {
        return Change.none(new MembershipResult.UnknownUser());
      }
      put(conversation, user, actor);
      return Change.none(new MembershipResult.Done(List.of()));
    }
    departures.lock(conversation, List.of(user));
    put(conversation, user, actor);
    return removals.departed(conversation, actor, user, DepartureReason.BANNED, List.of());
  }

  private void put(ConversationId conversation, UserId user, UserId actor) {
    bans.put(conversation, user, actor);
    audit.record(Action.PARTICIPANT_BANNED, actor, Target.of(user), in(conversation));
  }

  static Map<String, String> in(ConversationId conversation) {
    return Map.of("conversation_id", conversation.toString());
  }

  MembershipResult lift(ConversationId conversation, UserId actor, UserId user) {
    return changes.make(
        Deed.LIFT_BAN,
        conversation,
        actor,
        user,
        now -> {
          bans.lift(conversation, user);
          audit.record(Action.BAN_LIFTED, actor, Target.of(user), in(conversation));
          return Change.none(new MembershipResult.Done(List.of()));
        });
  }

  /// Whether the user may see who is banned.
  Ruling mayRead(ConversationId conversation, UserId user) {
    return standings.rule(Deed.LIFT_BAN, conversation, user);
  }

  List<Ban> page(ConversationId conversation, UserId reader, UserId after, int limit) {
    return bans.page(conversation, reader, after, limit);
  }
}
