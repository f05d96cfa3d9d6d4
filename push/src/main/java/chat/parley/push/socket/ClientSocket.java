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
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One client's socket from its opening to its end. Only its event loop touches it.
///
/// Before the hello everything personal is held. From the hello on the socket follows its
/// conversations from the positions that the hello names; while a [Resumption] is not over, their
/// events are held back.
final class ClientSocket implements Receiver {
  private final ConnectionId id;
  private final Channel channel;
  private final EventLoop loop;
  private final OpeningRequest.Options options;
  private final Feeds feeds;
  private final FrameWriter writer;
  private final SocketSettings settings;
  private final SocketMeters meters;
  private final Clock clock;
  private final Outbound outbound;
  private final Set<ConversationId> followed = new HashSet<>();
  private final List<Runnable> held = new ArrayList<>();
  private final TokenWatch watch;
  private State state = State.OPENING;
  private @Nullable Resumption resumption;

  private enum State {
    OPENING,
    OPEN,
    CLOSED
  }

  ClientSocket(
      ConnectionId id,
      Channel channel,
      AccessToken token,
      OpeningRequest.Options options,
      Feeds feeds,
      FrameWriter writer,
      SocketSettings settings,
      SocketMeters meters,
      Clock clock) {
    this.id = id;
    this.channel = channel;
    this.loop = channel.eventLoop();
    this.options = options;
    this.feeds = feeds;
    this.writer = writer;
    this.settings = settings;
    this.meters = meters;
    this.clock = clock;
    this.outbound = new Outbound(channel, settings.maxWaiting());
    this.watch =
        new TokenWatch(
            token,
            loop,
            clock,
            settings.expiryNotice(),
            this::expiring,
            () -> close(CloseReason.UNAUTHENTICATED));
  }

  AccessToken token() {
    return watch.token();
  }

  /// `null` when the client didn't promise a resume frame.
  @Nullable Resumption resumption() {
    return resumption;
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
    List<Opening.Position> positions =
        snapshot.conversations().stream().filter(each -> options.wants(each.id())).toList();
    say(
        new ServerFrame.Hello(
            new ServerFrame.Hello.Greeting(
                snapshot.user(),
                token().session(),
                id,
                node,
                Credentials.PROTOCOL,
                clock.instant(),
                settings.heartbeat().toMillis(),
                token().expiresAt(),
                positions.stream().map(Opening.Position::told).toList())));
    if (options.resume()) {
      awaitResume(positions);
    }
    positions.forEach(position -> follow(position.id(), position.seq()));
    held.forEach(Runnable::run);
    held.clear();
    flush();
    watch.start();
  }

  private void awaitResume(List<Opening.Position> positions) {
    Resumption awaited = new Resumption(this, outbound, feeds, positions);
    resumption = awaited;
    loop.schedule(awaited::giveUp, settings.resumeTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void follow(ConversationId conversation, long from) {
    if (followed.add(conversation)) {
      feeds.attach(conversation, this, from);
    }
  }

  @Override
  public void receive(Frame event) {
    if (state != State.OPEN) {
      return;
    }
    if (!(isLive() ? outbound.write(event) : outbound.holdBack(event))) {
      close(CloseReason.TOO_SLOW);
    }
  }

  private boolean isLive() {
    return resumption == null || resumption.isOver();
  }

  /// Dropped while anything waits, and before what is live.
  @Override
  public void ephemeral(Frame passing) {
    if (state != State.OPEN) {
      return;
    }
    if (isLive() && outbound.isFree()) {
      outbound.write(passing);
    } else {
      meters.dropped();
    }
  }

  @Override
  public void personal(Frame news) {
    switch (state) {
      case OPENING -> held.add(() -> personal(news));
      case OPEN -> {
        if (!outbound.write(news)) {
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
        if (options.wants(conversation) && !followed.contains(conversation)) {
          personal(news);
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
    if (resumption != null) {
      resumption.proceed();
    }
  }

  void say(ServerFrame frame) {
    personal(writer.write(frame));
    flush();
  }

  /// A fresh token of the same session.
  void renew(AccessToken renewed) {
    if (state == State.OPEN) {
      watch.renew(renewed);
    }
  }

  private void expiring() {
    say(new ServerFrame.AuthExpiring(new ServerFrame.AuthExpiring.Expiry(token().expiresAt())));
  }

  /// Says why and hangs up. What still waited is dropped: the client resumes from what it has.
  void close(CloseReason reason) {
    if (state == State.CLOSED) {
      return;
    }
    release();
    meters.closed(reason);
    channel.writeAndFlush(reason.frame()).addListener(ChannelFutureListener.CLOSE);
    // A client that reads nothing never lets the close frame out.
    loop.schedule(() -> channel.close(), settings.pongTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Sends the client elsewhere.
  void leave(Duration delay) {
    say(new ServerFrame.Reconnect(new ServerFrame.Reconnect.Delay(delay.toMillis())));
    close(CloseReason.GOING_AWAY);
  }

  /// Done when the connection is closed. Any thread.
  ChannelFuture gone() {
    return channel.closeFuture();
  }

  /// Lets go of everything; the connection is gone or about to be.
  void release() {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    held.clear();
    outbound.discard();
    watch.stop();
    if (resumption != null) {
      resumption.stop();
    }
    feeds.detach(token().user(), this);
    followed.forEach(conversation -> feeds.detach(conversation, this));
    followed.clear();
  }
}
