package chat.parley.push.feed;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A socket that writes down which durable events it is handed.
class FakeReceiver implements Receiver {
  private final EventLoop loop;
  private final UserId user = new IdGenerator().user();
  private boolean awaitsFlush;

  /// The frames as they came, and where the conversation was with each.
  final List<Frame> frames = new ArrayList<>();
  final List<Long> reached = new ArrayList<>();

  boolean left;

  FakeReceiver(EventLoop loop) {
    this.loop = loop;
  }

  @Override
  public EventLoop loop() {
    return loop;
  }

  @Override
  public UserId user() {
    return user;
  }

  @Override
  public void receive(ConversationId conversation, long seq, Frame events) {
    frames.add(events);
    reached.add(seq);
  }

  @Override
  public void left(ConversationId conversation, long seq) {
    left = true;
  }

  @Override
  public boolean awaitFlush() {
    boolean isNews = !awaitsFlush;
    awaitsFlush = true;
    return isNews;
  }

  @Override
  public void flush() {
    awaitsFlush = false;
  }

  @Override
  public void state(Frame news) {
    frames.add(news);
  }

  @Override
  public void personal(Frame news, @Nullable ConversationId about) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void ephemeral(Frame passing) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void joined(Frame news, ConversationId conversation, long from) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void revoked(Frame news, SessionId session) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void doubtful() {
    throw new UnsupportedOperationException();
  }
}
