package chat.parley.push.feed;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import chat.parley.shared.pubsub.Subscriptions;
import jakarta.inject.Singleton;
import java.util.function.Consumer;

/// All feeds of this node: one for each conversation and one for each person that a socket here
/// follows. May be called on any thread.
@Singleton
public final class Feeds {
  private final FeedContext context;
  private final FeedMap<ConversationId, Feed> conversations;
  private final FeedMap<UserId, UserFeed> users;

  Feeds(FeedContext context, Subscriptions subscriptions) {
    this.context = context;
    this.conversations = new FeedMap<>(context.loops(), subscriptions);
    this.users = new FeedMap<>(context.loops(), subscriptions);
  }

  /// Gets ready for somebody who is about to follow the conversation.
  ///
  /// @param head a position that the conversation has reached
  /// @param certain run, on any thread, once whatever is published from then on reaches this
  ///     node: who attaches within the next seconds misses no state
  public void prepare(ConversationId conversation, long head, Runnable certain) {
    conversations.visit(
        conversation,
        owner -> new Feed(conversation, head, owner, context),
        feed -> feed.prepare(certain));
  }

  /// From now on the receiver gets every durable event after `from`, once and in order, and state
  /// as it comes.
  public void attach(ConversationId conversation, Receiver receiver, long from) {
    conversations.attach(
        conversation,
        owner -> new Feed(conversation, from, owner, context),
        feed -> feed.attach(receiver, from));
  }

  /// Asks for past events, attached or not. There is exactly one answer, though perhaps late, for
  /// it waits until the api is there.
  ///
  /// @param from less than `until`
  /// @param until a position that the conversation has reached
  /// @param answer called on the receiver's loop with as much as there is at once, in a
  ///     [Missed.Page] of one event at least
  public void ask(
      ConversationId conversation,
      Receiver receiver,
      long from,
      long until,
      Consumer<Missed> answer) {
    conversations.visit(
        conversation,
        owner -> new Feed(conversation, until, owner, context),
        feed -> feed.ask(new Question(receiver, from, until, answer)));
  }

  public void detach(ConversationId conversation, Receiver receiver) {
    conversations.detach(conversation, feed -> feed.detach(receiver));
  }

  /// @param certain run, on any thread, once whatever is published to the user from then on will
  ///     reach the receiver; a snapshot taken after that leaves no gap
  public void attach(UserId user, Receiver receiver, Runnable certain) {
    users.attach(
        user,
        owner -> new UserFeed(user, owner, context.loops()),
        feed -> feed.attach(receiver, certain));
  }

  public void detach(UserId user, Receiver receiver) {
    users.detach(user, feed -> feed.detach(receiver));
  }
}
