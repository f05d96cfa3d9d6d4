package chat.parley.push.socket;

import chat.parley.push.feed.Frame;
import chat.parley.push.feed.Receiver;
import chat.parley.shared.auth.AccessToken;
import chat.parley.shared.event.ServerFrame;
import chat.parley.shared.gateway.Opening;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
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
  private final UserId user;
  private final SessionId session;
  private final Channel channel;
  private final EventLoop loop;
  private final OpeningRequest.Options options;
  private final Wire wire;
  private final SocketContext context;
  private final Outbound outbound;
  private final Following following;
  private final Confirmation confirmation;
  private final TokenWatch watch;
  private State state = State.OPENING;

  /// What comes before the hello.
  private List<Runnable> held = new ArrayList<>();

  private @Nullable Resumption resumption;
  private @Nullable Progress progress;
  private boolean reconciling;
  private boolean doubtfulAgain;
  private boolean flushAwaited;

  private enum State {
    OPENING,
    OPEN,
    CLOSED
  }

  ClientSocket(
      Channel channel,
      Wire wire,
      AccessToken token,
      OpeningRequest.Options options,
      SocketContext context) {
    this.user = token.user();
    this.session = token.session();
    this.channel = channel;
    this.loop = channel.eventLoop();
    this.options = options;
    this.wire = wire;
    this.context = context;
    this.outbound =
        new Outbound(channel, wire, context.settings().maxWaiting(), context.meters().waiting());
    this.following = new Following(this, context.feeds());
    this.confirmation =
        new Confirmation(loop, outbound, confirmed -> context.deliveries().report(user, confirmed));
    this.watch =
        new TokenWatch(
            token,
            loop,
            context.clock(),
            context.settings().expiryNotice(),
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

  /// How far the client has what it was handed.
  Confirmation confirmation() {
    return confirmation;
  }

  @Override
  public EventLoop loop() {
    return loop;
  }

  @Override
  public UserId user() {
    return user;
  }

  /// A renewed token is of the same session. Any thread.
  SessionId session() {
    return session;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  /// The upgrade is done: greets and lets the events come.
  void opened(Opening.Snapshot snapshot, String node) {
    if (state != State.OPENING || snapshot.user() == null) {
      return;
    }
    state = State.OPEN;
    List<Opening.Position> positions =
        snapshot.conversations().stream().filter(each -> options.wants(each.id())).toList();
    // Flushed only when the feeds know of the socket: what a client does on hearing the hello
    // must not be able to change something before that.
    write(
        context
            .writer()
            .write(
                new ServerFrame.Hello(
                    new ServerFrame.Hello.Greeting(
                        snapshot.user(),
                        session,
                        context.ids().connection(),
                        node,
                        Credentials.PROTOCOL,
                        context.clock().instant(),
                        context.settings().heartbeat().toMillis(),
                        token().expiresAt(),
                        positions.stream().map(Opening.Position::told).toList()))));
    if (options.resume()) {
      awaitResume(positions, snapshot.former());
    }
    snapshot.former().forEach(following::over);
    positions.forEach(following::start);
    List<Runnable> waited = held;
    held = List.of();
    waited.forEach(this::whenOpen);
    flush();
    // What waited may have been the end of the session.
    if (state == State.OPEN) {
      watch.start();
    }
  }

  private void awaitResume(List<Opening.Position> positions, List<Opening.Departure> former) {
    List<Opening.Departure> wanted =
        former.stream().filter(each -> options.wants(each.id())).toList();
    Resumption awaited = new Resumption(this, outbound, context.feeds(), positions, wanted);
    resumption = awaited;
    loop.schedule(
        awaited::giveUp, context.settings().resumeTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void receive(ConversationId conversation, long seq, Frame events) {
    if (state != State.OPEN) {
      return;
    }
    if (progress != null) {
      progress.reached(conversation, seq);
    }
    if (isLive() ? outbound.write(events) : outbound.holdBack(events)) {
      confirmation.handed(conversation, seq);
    } else {
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
      context.meters().dropped();
    }
  }

  /// Doesn't wait for a replay: of what is the newest counts, it has no place in any sequence.
  @Override
  public void state(Frame news) {
    write(news);
  }

  @Override
  public void personal(Frame news, @Nullable ConversationId about) {
    if (about == null || options.wants(about)) {
      whenOpen(() -> write(news));
    }
  }

  private void whenOpen(Runnable task) {
    switch (state) {
      case OPENING -> held.add(task);
      case OPEN -> task.run();
      case CLOSED -> {}
    }
  }

  private void write(Frame frame) {
    if (state == State.OPEN && !outbound.write(frame)) {
      close(CloseReason.TOO_SLOW);
    }
  }

  @Override
  public void joined(Frame news, ConversationId conversation, long from) {
    if (options.wants(conversation)) {
      whenOpen(
          () -> {
            if (following.joined(news, conversation, from)) {
              write(news);
              if (progress != null) {
                progress.reached(conversation, from);
              }
            }
          });
    }
  }

  @Override
  public void left(ConversationId conversation, long seq) {
    Frame news = following.left(conversation, seq);
    if (news != null) {
      write(news);
    }
  }

  @Override
  public void revoked(Frame news, SessionId ended) {
    if (ended.equals(session)) {
      whenOpen(
          () -> {
            write(news);
            close(CloseReason.UNAUTHENTICATED);
          });
    }
  }

  /// One comparison at a time: what becomes doubtful during one may not be in its answer.
  @Override
  public void doubtful() {
    whenOpen(
        () -> {
          doubtfulAgain = reconciling;
          if (!reconciling) {
            reconciling = true;
            context.reconciliation().of(this);
          }
        });
  }

  /// From now on is noted how far each conversation has come.
  ///
  /// @param hello from where on
  Progress track(List<Opening.Position> hello) {
    Progress noted = new Progress();
    hello.forEach(position -> noted.reached(position.id(), position.seq()));
    progress = noted;
    return noted;
  }

  /// Whether all that came was handed to the connection, and nothing is held back.
  boolean isAllWritten() {
    return isLive() && outbound.isFree();
  }

  /// Those of a snapshot's conversations that this socket should know and doesn't.
  Set<ConversationId> unknown(Opening.Snapshot snapshot) {
    return following.unknown(
        snapshot.conversations().stream().filter(each -> options.wants(each.id())).toList());
  }

  /// Nothing was lost.
  void reconciled() {
    reconciling = false;
    if (doubtfulAgain) {
      doubtful();
    }
  }

  @Override
  public boolean awaitFlush() {
    boolean isNews = !flushAwaited;
    flushAwaited = true;
    return isNews;
  }

  @Override
  public void flush() {
    flushAwaited = false;
    channel.flush();
  }

  void writable() {
    outbound.drain();
    if (resumption != null) {
      resumption.proceed();
    }
  }

  void say(ServerFrame frame) {
    Frame said = context.writer().write(frame);
    whenOpen(() -> write(said));
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
    context.meters().closed(reason);
    wire.end(channel, reason);
    // A client that reads nothing never lets the close frame out.
    loop.schedule(
        () -> Reset.now(channel),
        context.settings().pongTimeout().toMillis(),
        TimeUnit.MILLISECONDS);
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
    held = List.of();
    outbound.discard();
    watch.stop();
    if (resumption != null) {
      resumption.stop();
    }
    context.feeds().detach(user, this);
    following.stop();
  }
}
