package chat.parley.push.socket;

import chat.parley.shared.problem.ErrorCode;
import io.micronaut.context.annotation.Prototype;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Stands in front of Micronaut's HTTP handler on every connection and takes the requests for `/ws`
/// out: a refusal is an HTTP answer before the upgrade; an admission swaps the pipeline for one
/// that holds nothing but the WebSocket codec and the socket. One per connection, on its event
/// loop.
@Prototype
final class UpgradeHandler extends ChannelInboundHandlerAdapter {
  private final Gate gate;
  private final Node node;
  private final Commands commands;
  private final Refusals refusals;
  private final OpenSockets sockets;
  private final SocketSettings settings;
  private final SocketLimits limits;
  private boolean opening;

  UpgradeHandler(
      Gate gate,
      Node node,
      Commands commands,
      Refusals refusals,
      OpenSockets sockets,
      SocketSettings settings,
      SocketLimits limits) {
    this.gate = gate;
    this.node = node;
    this.commands = commands;
    this.refusals = refusals;
    this.sockets = sockets;
    this.settings = settings;
    this.limits = limits;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (opening) {
      // The request's body, or a second request, for which there is no place after an upgrade.
      ReferenceCountUtil.release(message);
    } else if (message instanceof HttpRequest request && OpeningRequest.isFor(request)) {
      opening = true;
      open(context, request);
      ReferenceCountUtil.release(message);
    } else {
      context.fireChannelRead(message);
    }
  }

  private void open(ChannelHandlerContext context, HttpRequest request) {
    String origin = request.headers().get(HttpHeaderNames.ORIGIN);
    Optional<Credential> credential = Credentials.of(request);
    Optional<OpeningRequest.Options> options = OpeningRequest.options(request);
    if (!OpeningRequest.isUpgrade(request)) {
      refusals.refuse(context, ErrorCode.MALFORMED_REQUEST, "This address speaks WebSocket only.");
    } else if (!settings.allowsOrigin(origin)) {
      refusals.refuse(
          context, ErrorCode.FORBIDDEN, "Pages from this origin may not open a socket here.");
    } else if (credential.isEmpty()) {
      refusals.refuse(context, ErrorCode.UNAUTHENTICATED, "Send a ticket or an access token.");
    } else if (options.isEmpty()) {
      refusals.refuse(context, ErrorCode.FORBIDDEN, "'conversations' must be ids of yours.");
    } else {
      Optional<OpenSockets.Place> place = sockets.reserve(context.channel());
      if (place.isPresent()) {
        decide(context, headOf(request), credential.get(), options.get(), place.get());
      } else {
        refusals.refuse(
            context, ErrorCode.DEPENDENCY_UNAVAILABLE, "This node takes no more sockets; retry.");
      }
    }
  }

  private void decide(
      ChannelHandlerContext context,
      HttpRequest request,
      Credential credential,
      OpeningRequest.Options options,
      OpenSockets.Place place) {
    gate.decide(context.channel(), credential, options)
        .thenAccept(
            decision -> {
              switch (decision) {
                case Gate.Decision.Admitted admitted -> upgrade(context, request, admitted);
                case Gate.Decision.Refused refused -> {
                  // Before the answer: who has it may ask again at once.
                  place.giveBack();
                  refusals.refuse(context, refused.code(), refused.detail());
                }
              }
            });
  }

  /// What the handshake needs of the request, without its body.
  private static HttpRequest headOf(HttpRequest request) {
    return new DefaultFullHttpRequest(
        request.protocolVersion(),
        request.method(),
        OpeningRequest.PATH,
        Unpooled.EMPTY_BUFFER,
        request.headers(),
        EmptyHttpHeaders.INSTANCE);
  }

  private void upgrade(
      ChannelHandlerContext context, HttpRequest request, Gate.Decision.Admitted admitted) {
    ClientSocket socket = admitted.socket();
    if (!context.channel().isActive()) {
      socket.release();
      return;
    }
    WebSocketServerHandshaker handshaker =
        new WebSocketServerHandshakerFactory(
                OpeningRequest.PATH,
                Credentials.PROTOCOL,
                WebSocketDecoderConfig.newBuilder()
                    .maxFramePayloadLength(settings.maxFrame())
                    .allowExtensions(false)
                    .withUTF8Validator(true)
                    .closeOnProtocolViolation(true)
                    .build())
            .newHandshaker(request);
    if (handshaker == null) {
      socket.release();
      WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel())
          .addListener(ChannelFutureListener.CLOSE);
      return;
    }
    Heartbeat heartbeat = new Heartbeat(context.channel(), settings);
    context
        .pipeline()
        .addLast(
            new FrameRate(socket, limits),
            new WebSocketFrameAggregator(settings.maxFrame()),
            new SocketHandler(socket, commands, heartbeat));
    removeHttp(context.pipeline());
    handshaker
        .handshake(context.channel(), request)
        .addListener(
            done -> {
              if (done.isSuccess()) {
                context.channel().config().setAutoRead(true);
                sockets.add(socket, context.channel());
                socket.opened(admitted.snapshot(), node.name());
                heartbeat.start();
                if (sockets.isDraining()) {
                  socket.leave(settings.reconnectDelay());
                }
              } else {
                socket.release();
                context.close();
              }
            });
  }

  /// Micronaut's part of the pipeline is for requests; on a socket it would only cost.
  private void removeHttp(ChannelPipeline pipeline) {
    remove(pipeline, pipeline.get(ChannelPipelineCustomizer.HANDLER_IDLE_STATE));
    remove(pipeline, pipeline.get(ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND));
    remove(pipeline, this);
  }

  private static void remove(ChannelPipeline pipeline, @Nullable ChannelHandler handler) {
    if (handler != null) {
      pipeline.remove(handler);
    }
  }
}
