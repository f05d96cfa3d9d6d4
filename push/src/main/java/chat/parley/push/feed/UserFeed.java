package chat.parley.push.feed;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import chat.parley.shared.redis.Channels;
import chat.parley.shared.redis.Envelope;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What concerns one person, for their sockets on this node, as it comes. Only the owner loop
/// touches it.
final class UserFeed implements FeedMap.Followed {
  private static final Logger LOG = LoggerFactory.getLogger(UserFeed.class);

  private final UserId user;
  private final EventLoop owner;
  private final Loops loops;
  private final List<Receiver> receivers = new ArrayList<>(2);
  private final Standing subscription = new Standing();

  UserFeed(UserId user, EventLoop owner, Loops loops) {
    this.user = user;
    this.owner = owner;
    this.loops = loops;
  }

  @Override
  public String channel() {
    return Channels.of(user);
  }

  @Override
  public boolean isDeserted() {
    return receivers.isEmpty();
  }

  /// @param certain run once whatever is published from then on will reach the receiver
  void attach(Receiver receiver, Runnable certain) {
    receivers.add(receiver);
    subscription.await(certain);
  }

  void detach(Receiver receiver) {
    receivers.remove(receiver);
  }

  /// From Redis, on its thread.
  @Override
  public void message(byte[] bytes) {
    Envelope envelope = Envelope.decode(ByteBuffer.wrap(bytes));
    owner.execute(() -> take(envelope));
  }

  /// Not for the first time: the subscription was away, and what was published meanwhile is lost,
  /// for nothing here is numbered.
  @Override
  public void subscribed() {
    owner.execute(
        () -> {
          if (subscription.confirm()) {
            doubt();
          }
        });
  }

  @Override
  public void doubtful() {
    owner.execute(this::doubt);
  }

  private void doubt() {
    receivers.forEach(receiver -> receiver.loop().execute(receiver::doubtful));
  }

  private void take(Envelope envelope) {
    Frame frame = Frame.text(envelope.json());
    for (Receiver receiver : receivers) {
      receiver.loop().execute(() -> hand(receiver, envelope, frame));
    }
  }

  private static @Nullable ConversationId conversationOf(Envelope envelope) {
    return envelope.subject().equals(Envelope.NOBODY)
        ? null
        : new ConversationId(envelope.subject());
  }

  private void hand(Receiver receiver, Envelope envelope, Frame frame) {
    LoopDelivery delivery = loops.deliveryOn(receiver.loop());
    switch (envelope.kind()) {
      case PERSONAL, STATE -> receiver.personal(frame, conversationOf(envelope));
      case ABOUT_USER -> {
        if (delivery.isNews(envelope, receiver)) {
          receiver.personal(frame, null);
        }
      }
      case REVOKED -> receiver.revoked(frame, new SessionId(envelope.subject()));
      case EPHEMERAL -> receiver.ephemeral(frame);
      case JOINED -> receiver.joined(frame, new ConversationId(envelope.subject()), envelope.seq());
      case DURABLE, REMOVED, CLOSED, ENDING ->
          LOG.warn("{} on the channel of a user", envelope.kind());
    }
    delivery.flushLater(receiver);
  }
}
