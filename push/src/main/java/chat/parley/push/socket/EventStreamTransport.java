package chat.parley.push.socket;

import chat.parley.push.gateway.ApiClient;
import chat.parley.shared.gateway.Marks;
import chat.parley.shared.gateway.Opening;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.problem.ErrorCode;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Answers with an event stream that does not end: for networks that break WebSockets. It goes one
/// way; what a client has to say it says by REST.
///
/// A client can't name its positions, so it names the mark of the last event that it saw
/// (`Last-Event-ID`, which browsers send by themselves) and is resumed from there.
@Singleton
final class EventStreamTransport implements Transport<EventStreamWire> {
  private final Node node;
  private final ApiClient api;
  private final OpenSockets sockets;
  private final FrameWriter writer;
  private final Refusals refusals;
  private final Origins origins;
  private final SocketSettings settings;

  EventStreamTransport(
      Node node,
      ApiClient api,
      OpenSockets sockets,
      FrameWriter writer,
      Refusals refusals,
      Origins origins,
      SocketSettings settings) {
    this.node = node;
    this.api = api;
    this.sockets = sockets;
    this.writer = writer;
    this.refusals = refusals;
    this.origins = origins;
    this.settings = settings;
  }

  @Override
  public EventStreamWire newWire(HttpRequest request) {
    return new EventStreamWire(writer);
  }

  @Override
  public void connect(ChannelHandlerContext context, Admission<EventStreamWire> admission) {
    HttpRequest request = admission.request();
    String mark = OpeningRequest.lastEventId(request);
    if (mark == null) {
      start(context, admission, null);
      return;
    }
    api.mark(new Marks.Item(admission.socket().user(), mark))
        .whenCompleteAsync(
            (marked, failure) -> {
              if (failure == null) {
                start(context, admission, marked.positions());
              } else {
                admission.socket().release();
                admission.place().giveBack();
                refusals.refuse(
                    context,
                    request,
                    ErrorCode.DEPENDENCY_UNAVAILABLE,
                    "The api does not answer; retry.");
              }
            },
            context.channel().eventLoop());
  }

  /// @param from where the client is, `null` for a new one
  private void start(
      ChannelHandlerContext context,
      Admission<EventStreamWire> admission,
      @Nullable List<Marks.Position> from) {
    ClientSocket stream = admission.socket();
    if (!context.channel().isActive()) {
      stream.release();
      return;
    }
    Opening.Snapshot snapshot = admission.snapshot();
    MarkKeeper keeper = new MarkKeeper(admission, api, settings);
    // It answers no pings.
    stream.confirmation().byItself();
    context.pipeline().addLast(new EventStreamHandler(stream, admission.wire(), keeper, settings));
    Transport.removeHttp(context);
    Transport.removeLast(context.pipeline());
    context.channel().write(head(admission.request()));
    context.channel().config().setAutoRead(true);
    sockets.add(stream, context.channel());
    if (from == null) {
      keeper.helloIsAll();
    }
    stream.opened(snapshot, node.name());
    if (from != null) {
      Objects.requireNonNull(stream.resumption()).begin(null, positions(snapshot, from));
    }
    keeper.start();
    if (sockets.isDraining()) {
      stream.leave(settings.reconnectDelay());
    }
  }

  /// The mark was looked at after the snapshot was taken; nobody is ahead of their hello for that.
  private static Map<ConversationId, Long> positions(
      Opening.Snapshot snapshot, List<Marks.Position> from) {
    Map<ConversationId, Long> ends = new HashMap<>();
    snapshot.conversations().forEach(each -> ends.put(each.id(), each.seq()));
    Map<ConversationId, Long> positions = new HashMap<>();
    for (Marks.Position position : from) {
      Long known = position.from();
      if (known != null) {
        long end = ends.getOrDefault(position.id(), Long.MAX_VALUE);
        positions.put(position.id(), Math.min(known, end));
      }
    }
    return positions;
  }

  private HttpResponse head(HttpRequest request) {
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8")
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
        // A proxy that gathers answers before it hands them on would hold every event back.
        .set("X-Accel-Buffering", "no")
        .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    origins.tell(request, response);
    return response;
  }
}
