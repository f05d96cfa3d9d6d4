package chat.parley.api.conversation;

import chat.parley.api.role.Deed;
import chat.parley.api.role.Ruling;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.function.Function;

/// Asks the policy about what is done to nobody in particular.
@Singleton
public class Standings {
  private final StandingRepository repository;

  Standings(StandingRepository repository) {
    this.repository = repository;
  }

  /// Within [MembershipChanges] the answer is good until the commit, elsewhere for the moment.
  public Ruling rule(Deed deed, ConversationId conversation, UserId user) {
    return rule(deed, conversation, user, now -> Ruling.ALLOWED, ruling -> ruling);
  }

  /// @param allowed what comes of it where the user may do it
  /// @param refused what comes of it where they may not
  <T> T rule(
      Deed deed,
      ConversationId conversation,
      UserId user,
      Function<Standing, T> allowed,
      Function<Ruling, T> refused) {
    Standing now = repository.standing(conversation, user).orElse(null);
    Ruling ruling = now == null ? Ruling.ABSENT : now.ruling(deed);
    return now != null && ruling.isAllowed() ? allowed.apply(now) : refused.apply(ruling);
  }
}
