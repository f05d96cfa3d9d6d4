package chat.parley.api.conversation;

import chat.parley.api.friend.PairChanges;
import chat.parley.api.friend.Relation;
import chat.parley.shared.id.IdGenerator;
import jakarta.inject.Singleton;

/// Opens direct conversations, where the two let each other. Within [PairChanges], so none begins
/// behind a block that has just looked whether there is one.
@Singleton
class DirectConversations {
  private final PairChanges changes;
  private final CreationRepository creations;
  private final ConversationRepository conversations;
  private final DirectMessageSettings settings;
  private final IdGenerator ids;

  DirectConversations(
      PairChanges changes,
      CreationRepository creations,
      ConversationRepository conversations,
      DirectMessageSettings settings,
      IdGenerator ids) {
    this.changes = changes;
    this.creations = creations;
    this.conversations = conversations;
    this.settings = settings;
    this.ids = ids;
  }

  CreationRepository.Outcome open(NewConversation wanted) {
    return changes.make(wanted.creator(), wanted.peer(), now -> opened(wanted, now));
  }

  private CreationRepository.Outcome opened(NewConversation wanted, Relation now) {
    if (!now.areKnown()) {
      return new CreationRepository.Outcome.UnknownUser();
    }
    if (now.isBarred()) {
      return new CreationRepository.Outcome.Blocked();
    }
    if (!mayBegin(now)) {
      return conversations.findDirect(wanted.creator(), wanted.peer()).isPresent()
          ? new CreationRepository.Outcome.Existing()
          : new CreationRepository.Outcome.NotFriends();
    }
    return creations.create(wanted, ids.message());
  }

  private boolean mayBegin(Relation now) {
    return switch (settings.directMessages()) {
      case EVERYONE -> true;
      case FRIENDS -> now.areFriends();
    };
  }
}
