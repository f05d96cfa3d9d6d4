package chat.parley.api.conversation;

import chat.parley.api.limit.Admission;
import chat.parley.api.limit.Limit;
import chat.parley.api.limit.RateLimits;
import chat.parley.api.outbox.DurableEvents;
import chat.parley.api.outbox.OutboxId;
import chat.parley.api.outbox.PersonalEvents;
import chat.parley.api.outbox.Publication;
import chat.parley.api.outbox.Publisher;
import chat.parley.shared.event.Conversation;
import chat.parley.shared.event.Message;
import chat.parley.shared.event.MessageCreated;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Creates conversations and shows them to who may see them.
@Singleton
class ConversationService {
  private final ConversationRepository conversations;
  private final ListRepository lists;
  private final CreationRepository creations;
  private final DirectConversations directConversations;
  private final PersonalEvents personalEvents;
  private final DurableEvents durableEvents;
  private final Publisher publisher;
  private final RateLimits limits;
  private final IdGenerator ids;
  private final Clock clock;

  ConversationService(
      ConversationRepository conversations,
      ListRepository lists,
      CreationRepository creations,
      DirectConversations directConversations,
      PersonalEvents personalEvents,
      DurableEvents durableEvents,
      Publisher publisher,
      RateLimits limits,
      IdGenerator ids,
      Clock clock) {
    this.conversations = conversations;
    this.lists = lists;
    this.creations = creations;
    this.directConversations = directConversations;
    this.personalEvents = personalEvents;
    this.durableEvents = durableEvents;
    this.publisher = publisher;
    this.limits = limits;
    this.ids = ids;
    this.clock = clock;
  }

  CreateResult create(
      UserId creator,
      Conversation.Type type,
      Conversation.Visibility visibility,
      @Nullable String name,
      @Nullable String description,
      Set<UserId> others) {
    NewConversation wanted =
        new NewConversation(
            ids.conversation(),
            type,
            visibility,
            name,
            description,
            creator,
            type == Conversation.Type.DIRECT ? others : willing(creator, others),
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    Admission admission = limits.admit(Limit.CONVERSATIONS, creator);
    return admission.isRefused()
        ? unlessThere(wanted)
        : admission.charge(() -> create(wanted), result -> result instanceof CreateResult.Created);
  }

  /// Opening a direct conversation that is there costs nothing, so that is answered also to who
  /// may create nothing now.
  private CreateResult unlessThere(NewConversation wanted) {
    return !wanted.isDirect()
        ? new CreateResult.RateLimited()
        : conversations
            .findDirect(wanted.creator(), wanted.peer())
            .<CreateResult>map(CreateResult.Existing::new)
            .orElseGet(CreateResult.RateLimited::new);
  }

  private CreateResult create(NewConversation wanted) {
    return switch (wanted.isDirect()
        ? directConversations.open(wanted)
        : creations.create(wanted, ids.message())) {
      case CreationRepository.Outcome.Created created -> announce(wanted, created);
      case CreationRepository.Outcome.Existing existing ->
          new CreateResult.Existing(
              conversations.findDirect(wanted.creator(), wanted.peer()).orElseThrow());
      case CreationRepository.Outcome.UnknownUser unknown -> new CreateResult.UnknownUser();
      case CreationRepository.Outcome.Blocked blocked -> new CreateResult.Blocked();
      case CreationRepository.Outcome.NotFriends strangers -> new CreateResult.NotFriends();
    };
  }

  /// Who has blocked the creator is left out without a word: a refusal would tell of the block.
  private Set<UserId> willing(UserId creator, Set<UserId> others) {
    Set<UserId> willing = new LinkedHashSet<>(others);
    willing.removeAll(creations.unwilling(creator, others));
    return willing;
  }

  /// Everybody hears that they joined before the first event of the conversation; a node that
  /// gets them the other way round fills the hole from the log.
  private CreateResult announce(
      NewConversation wanted, CreationRepository.Outcome.Created created) {
    Map<UserId, Conversation> views = conversations.asSeenByEach(wanted.id());
    List<Publication> publications = new ArrayList<>();
    views.forEach(
        (user, view) -> {
          OutboxId outbox = created.joined().get(user);
          if (outbox != null) {
            publications.add(personalEvents.joined(outbox, user, view, 0));
          }
        });
    Conversation own = Objects.requireNonNull(views.get(wanted.creator()));
    Message first = own.lastMessage();
    if (created.message() != null && first != null && first.seq() == 1) {
      publications.add(
          durableEvents.publication(
              created.message(),
              new MessageCreated(
                  wanted.id(), first.seq(), first.createdAt(), wanted.creator(), first)));
    }
    publisher.publish(publications);
    return new CreateResult.Created(own);
  }

  /// @return empty when there is none, and when the viewer may not know that there is
  Optional<Conversation> find(ConversationId id, UserId viewer) {
    return conversations.find(id, viewer);
  }

  /// @return empty while there is none
  Optional<Conversation> findDirect(UserId viewer, UserId peer) {
    return conversations.findDirect(viewer, peer);
  }

  List<Conversation> list(UserId viewer, ListRequest request, int limit) {
    return lists.list(viewer, request, limit);
  }
}
