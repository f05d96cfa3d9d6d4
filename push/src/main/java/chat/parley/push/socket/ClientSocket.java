package chat.parley.push.socket;

import chat.parley.push.feed.Feeds;
import chat.parley.push.feed.Frame;
import chat.parley.push.feed.Receiver;
import chat.parley.shared.auth.AccessToken;
import chat.parley.shared.event.ServerFrame;
import chat.parley.shared.gateway.Opening;
import chat.parley.shared.id.ConnectionId;
import chat.parley.shared.id.ConversationId;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One client's socket from its opening to its end. Only its event loop touches it.
///
/// Before the hello everything personal is held; after it, in this order: what was held, then the
/// conversations from the positions that the hello names.
final class ClientSocket implements Receiver {
  private final ConnectionId id;
  private final Channel channel;
  private final EventLoop loop;
  private final Set<ConversationId> only;
  private final Feeds feeds;
  private final FrameWriter writer;
  private final SocketSettings settings;
  private final Clock clock;
  private final Outbound outbound;
  private final Set<ConversationId> followed = new HashSet<>();
  private final List<Runnable> held = new ArrayList<>();
  private AccessToken token;
  private State state = State.OPENING;
  private @Nullable Future<?> expiry;

  private enum State {
    OPENING,
    OPEN,
    CLOSED
  }

  /// @param only the conversations the client wants to hear of, empty for all
  ClientSocket(
      ConnectionId id,
      Channel channel,
      AccessToken token,
      Set<ConversationId> only,
      Feeds feeds,
      FrameWriter writer,
      SocketSettings settings,
      Clock clock) {
    this.id = id;
    this.channel = channel;
    this.loop = channel.eventLoop();
    this.token = token;
    this.only = Set.copyOf(only);
    this.feeds = feeds;
    this.writer = writer;
    this.settings = settings;
    this.clock = clock;
    this.outbound = new Outbound(channel, settings.maxWaiting());
  }

  AccessToken token() {
    return token;
  }

  @Override
  public EventLoop loop() {
    return loop;
  }

  /// The upgrade is done: greets and lets the events come.
  void opened(Opening.Snapshot snapshot, String node) {
    if (state != State.OPENING || snapshot.user() == null) {
      return;
    }
    state = State.OPEN;
    List<ServerFrame.Position> positions =
        snapshot.conversations().stream().filter(each -> isWanted(each.id())).toList();
    say(
        new ServerFrame.Hello(
            new ServerFrame.Hello.Greeting(
                snapshot.user(),
                token.session(),
                id,
                node,
                Credentials.PROTOCOL,
                clock.instant(),
                settings.heartbeat().toMillis(),
                token.expiresAt(),
                positions)));
    positions.forEach(position -> follow(position.id(), position.seq()));
    held.forEach(Runnable::run);
    held.clear();
    flush();
    watchExpiry();
  }

  private boolean isWanted(ConversationId conversation) {
    return only.isEmpty() || only.contains(conversation);
  }

  private void follow(ConversationId conversation, long from) {
    if (followed.add(conversation)) {
      feeds.attach(conversation, this, from);
    }
  }

  @Override
  public void receive(Frame frame) {
    switch (state) {
      case OPENING -> held.add(() -> receive(frame));
      case OPEN -> {
        if (!outbound.write(frame)) {
          close(CloseReason.TOO_SLOW);
        }
      }
      case CLOSED -> {}
    }
  }

  @Override
  public void joined(Frame news, ConversationId conversation, long from) {
    switch (state) {
      case OPENING -> held.add(() -> joined(news, conversation, from));
      case OPEN -> {
        // Heard twice, or while the snapshot already had it: the hello or the first news was
        // enough.
        if (isWanted(conversation) && !followed.contains(conversation)) {
          receive(news);
          follow(conversation, from);
        }
      }
      case CLOSED -> {}
    }
  }

  @Override
  public void flush() {
    channel.flush();
  }

  void writable() {
    outbound.drain();
  }

  void say(ServerFrame frame) {
    receive(writer.write(frame));
    flush();
  }

  /// A fresh token of the same session.
  void renew(AccessToken renewed) {
    token = renewed;
    watchExpiry();
  }

  private void watchExpiry() {
    if (expiry != null) {
      expiry.cancel(false);
    }
    Instant notice = token.expiresAt().minus(settings.expiryNotice());
    expiry = loop.schedule(this::expiring, millisUntil(notice), TimeUnit.MILLISECONDS);
  }

  private void expiring() {
    say(new ServerFrame.AuthExpiring(new ServerFrame.AuthExpiring.Expiry(token.expiresAt())));
    expiry =
        loop.schedule(
            () -> close(CloseReason.UNAUTHENTICATED),
            millisUntil(token.expiresAt()),
            TimeUnit.MILLISECONDS);
  }

  private long millisUntil(Instant time) {
    return Math.max(0, Duration.between(clock.instant(), time).toMillis());
  }

  /// Says why and hangs up. What still waited is dropped: the client resumes from what it has.
  void close(CloseReason reason) {
    if (state == State.CLOSED) {
      return;
    }
    release();
    channel.writeAndFlush(reason.frame()).addListener(ChannelFutureListener.CLOSE);
    // A client that reads nothing never lets the close frame out.
    loop.schedule(() -> channel.close(), settings.pongTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Lets go of everything; the connection is gone or about to be.
  void release() {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    held.clear();
    outbound.discard();
    if (expiry != null) {
      expiry.cancel(false);
    }
    feeds.detach(token.user(), this);
    followed.forEach(conversation -> feeds.detach(conversation, this));
    followed.clear();
  }
}
