package chat.parley.api.reaction;

import chat.parley.api.message.MessageChanges;
import chat.parley.api.outbox.DurableEvents;
import chat.parley.api.outbox.Publisher;
import chat.parley.shared.event.DurableEvent;
import chat.parley.shared.event.Message;
import chat.parley.shared.event.Reacted;
import chat.parley.shared.event.ReactionAdded;
import chat.parley.shared.event.ReactionRemoved;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Reacts to messages, and tells everybody.
@Singleton
class ReactionService {
  private final ReactionRepository reactions;
  private final DurableEvents events;
  private final Publisher publisher;

  ReactionService(ReactionRepository reactions, DurableEvents events, Publisher publisher) {
    this.reactions = reactions;
    this.events = events;
    this.publisher = publisher;
  }

  ReactionResult add(MessageId message, UserId actor, Emoji emoji) {
    return result(
        reactions.add(message, actor, emoji),
        (changed, place) ->
            new ReactionAdded(
                changed.conversationId(),
                place.seq(),
                place.at(),
                actor,
                reacted(changed, actor, emoji)));
  }

  ReactionResult remove(MessageId message, UserId actor, Emoji emoji) {
    return result(
        reactions.remove(message, actor, emoji),
        (changed, place) ->
            new ReactionRemoved(
                changed.conversationId(),
                place.seq(),
                place.at(),
                actor,
                reacted(changed, actor, emoji)));
  }

  private ReactionResult result(
      Optional<MessageChanges.Change<ReactionRepository.Verdict>> found, Event event) {
    if (found.isEmpty()) {
      return new ReactionResult.Unknown();
    }
    MessageChanges.Change<ReactionRepository.Verdict> change = found.get();
    MessageChanges.Place place = change.place();
    if (place != null) {
      publisher.publish(
          List.of(events.publication(place.outbox(), event.of(change.message(), place))));
    }
    return switch (change.verdict()) {
      case CHANGED, UNCHANGED -> new ReactionResult.Done(change.message().reactions());
      case CLOSED -> new ReactionResult.Closed();
      case BLOCKED -> new ReactionResult.Blocked();
      case FULL -> new ReactionResult.Full();
    };
  }

  /// What the log has at this place too: the message was read in the transaction of the change.
  private static Reacted reacted(Message message, UserId actor, Emoji emoji) {
    int count =
        message.reactions().stream()
            .filter(each -> each.emoji().equals(emoji.value()))
            .mapToInt(Message.Reaction::count)
            .sum();
    return new Reacted(message.id(), actor, emoji.value(), count);
  }

  private interface Event {
    DurableEvent of(Message message, MessageChanges.Place place);
  }
}
