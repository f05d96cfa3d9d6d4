package chat.parley.api.invite;

import chat.parley.api.conversation.MembershipChanges;
import chat.parley.api.conversation.MembershipChanges.Change;
import chat.parley.api.conversation.Standings;
import chat.parley.api.participant.Arrivals;
import chat.parley.api.participant.MembershipResult;
import chat.parley.api.role.Deed;
import chat.parley.api.role.Ruling;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes invites, shows them, takes them back, and lets in who comes by one.
@Singleton
class Invites {
  private final MembershipChanges changes;
  private final Standings standings;
  private final Arrivals arrivals;
  private final InviteRepository repository;

  Invites(
      MembershipChanges changes,
      Standings standings,
      Arrivals arrivals,
      InviteRepository repository) {
    this.changes = changes;
    this.standings = standings;
    this.arrivals = arrivals;
    this.repository = repository;
  }

  /// Within [MembershipChanges], so that who has just been made a member invites nobody any more,
  /// and nothing leads into what has just ended.
  InviteResult make(ConversationId conversation, UserId actor, InviteRequest wanted) {
    return changes.make(
        conversation,
        () -> {
          Ruling ruling = standings.rule(Deed.INVITE, conversation, actor);
          return Change.none(
              ruling.isAllowed()
                  ? new InviteResult.Made(
                      repository.insert(InviteCode.random(), conversation, actor, wanted))
                  : new InviteResult.Refused(ruling));
        });
  }

  /// Whether the user may see and take back the invites of a conversation.
  Ruling mayManage(ConversationId conversation, UserId user) {
    return standings.rule(Deed.INVITE, conversation, user);
  }

  /// The newest first, without those that have expired.
  List<Invite> page(ConversationId conversation, @Nullable InvitePlace after, int limit) {
    return repository.page(conversation, after, limit);
  }

  /// @return whether there was such a one
  boolean revoke(ConversationId conversation, InviteCode code) {
    return repository.delete(conversation, code);
  }

  Optional<InviteRepository.Found> find(InviteCode code) {
    return repository.find(code);
  }

  /// Who is in already is let in at no cost, also by one that is used up.
  MembershipResult accept(InviteRepository.Found invite, UserId user) {
    return arrivals.joinInvited(
        invite.preview().conversation().id(), user, () -> repository.use(invite.code()));
  }
}
