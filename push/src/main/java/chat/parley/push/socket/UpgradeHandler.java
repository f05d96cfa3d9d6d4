package chat.parley.push.socket;

import chat.parley.shared.problem.ErrorCode;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;

/// Stands in front of Micronaut's HTTP handler on every connection and takes out the requests that
/// open a socket or an event stream: a refusal is an ordinary HTTP answer. One per connection, on
/// its event loop.
final class UpgradeHandler extends ChannelInboundHandlerAdapter {
  private static final String FOREIGN = "Pages from this origin may not open a socket here.";

  private final Gate gate;
  private final WebSocketTransport webSockets;
  private final EventStreamTransport eventStreams;
  private final Refusals refusals;
  private final Origins origins;
  private final OpenSockets sockets;
  private boolean opening;

  UpgradeHandler(
      Gate gate,
      WebSocketTransport webSockets,
      EventStreamTransport eventStreams,
      Refusals refusals,
      Origins origins,
      OpenSockets sockets) {
    this.gate = gate;
    this.webSockets = webSockets;
    this.eventStreams = eventStreams;
    this.refusals = refusals;
    this.origins = origins;
    this.sockets = sockets;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (opening) {
      // The request's body, or a second request, for which there is no place after this one.
      ReferenceCountUtil.release(message);
    } else if (!(message instanceof HttpRequest request && open(context, request))) {
      context.fireChannelRead(message);
    }
  }

  /// @return whether the request is of this kind; then it is taken
  private boolean open(ChannelHandlerContext context, HttpRequest request) {
    String path = OpeningRequest.pathOf(request);
    if (path.equals(OpeningRequest.WEB_SOCKET)) {
      opening = true;
      if (OpeningRequest.isUpgrade(request)) {
        open(context, webSockets, request);
      } else {
        refusals.refuse(
            context,
            request,
            ErrorCode.MALFORMED_REQUEST,
            "This address speaks WebSocket only; there are plain events at /events.");
      }
    } else if (path.equals(OpeningRequest.EVENT_STREAM)
        && request.method().equals(HttpMethod.GET)) {
      opening = true;
      open(context, eventStreams, request);
    } else if (path.equals(OpeningRequest.EVENT_STREAM) && Origins.isPreflight(request)) {
      opening = true;
      answer(context, request);
    }
    if (opening) {
      ReferenceCountUtil.release(request);
    }
    return opening;
  }

  /// Whether a page may send its credential or its last event in a header.
  private void answer(ChannelHandlerContext context, HttpRequest preflight) {
    if (origins.allow(preflight)) {
      context.writeAndFlush(origins.leave(preflight)).addListener(ChannelFutureListener.CLOSE);
    } else {
      refusals.refuse(context, preflight, ErrorCode.FORBIDDEN, FOREIGN);
    }
  }

  private <W extends Wire> void open(
      ChannelHandlerContext context, Transport<W> transport, HttpRequest request) {
    Optional<Credential> credential = Credentials.of(request);
    Optional<OpeningRequest.Options> options = OpeningRequest.options(request);
    if (!origins.allow(request)) {
      refusals.refuse(context, request, ErrorCode.FORBIDDEN, FOREIGN);
    } else if (credential.isEmpty()) {
      refusals.refuse(
          context, request, ErrorCode.UNAUTHENTICATED, "Send a ticket or an access token.");
    } else if (options.isEmpty()) {
      refusals.refuse(
          context, request, ErrorCode.FORBIDDEN, "'conversations' must be ids of yours.");
    } else {
      Optional<OpenSockets.Place> place = sockets.reserve(context.channel());
      if (place.isPresent()) {
        decide(context, transport, headOf(request), credential.get(), options.get(), place.get());
      } else {
        refusals.refuse(
            context,
            request,
            ErrorCode.DEPENDENCY_UNAVAILABLE,
            "This node takes no more sockets; retry.");
      }
    }
  }

  private <W extends Wire> void decide(
      ChannelHandlerContext context,
      Transport<W> transport,
      HttpRequest request,
      Credential credential,
      OpeningRequest.Options options,
      OpenSockets.Place place) {
    W wire = transport.newWire(request);
    gate.decide(context.channel(), wire, credential, options)
        .thenAccept(
            decision -> {
              switch (decision) {
                case Gate.Decision.Admitted admitted -> {
                  if (context.channel().isActive()) {
                    transport.connect(
                        context,
                        new Admission<>(
                            request, options, wire, admitted.socket(), admitted.snapshot(), place));
                  } else {
                    admitted.socket().release();
                  }
                }
                case Gate.Decision.Refused refused -> {
                  // Before the answer: who has it may ask again at once.
                  place.giveBack();
                  refusals.refuse(context, request, refused.code(), refused.detail());
                }
              }
            });
  }

  /// What is needed of the request later, without its body and its query.
  private static HttpRequest headOf(HttpRequest request) {
    return new DefaultFullHttpRequest(
        request.protocolVersion(),
        request.method(),
        OpeningRequest.pathOf(request),
        Unpooled.EMPTY_BUFFER,
        request.headers(),
        EmptyHttpHeaders.INSTANCE);
  }
}
