package chat.parley.push.socket;

import chat.parley.shared.problem.ErrorCode;
import chat.parley.shared.problem.Problem;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.json.JsonMapper;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stands in front of Micronaut's HTTP handler on every connection and takes the requests for `/ws`
/// out: a refusal is an HTTP answer before the upgrade; an admission swaps the pipeline for one
/// that holds nothing but the WebSocket codec and the socket. One per connection, on its event
/// loop.
final class UpgradeHandler extends ChannelInboundHandlerAdapter {
  private final Gate gate;
  private final Node node;
  private final Commands commands;
  private final JsonMapper json;
  private final SocketSettings settings;
  private boolean opening;

  UpgradeHandler(
      Gate gate, Node node, Commands commands, JsonMapper json, SocketSettings settings) {
    this.gate = gate;
    this.node = node;
    this.commands = commands;
    this.json = json;
    this.settings = settings;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request && OpeningRequest.isFor(request)) {
      opening = true;
      open(context, request);
      ReferenceCountUtil.release(message);
    } else if (opening && message instanceof HttpContent) {
      ReferenceCountUtil.release(message);
    } else {
      context.fireChannelRead(message);
    }
  }

  private void open(ChannelHandlerContext context, HttpRequest request) {
    String origin = request.headers().get(HttpHeaderNames.ORIGIN);
    Optional<String> token = Credentials.token(request);
    Optional<OpeningRequest.Options> options = OpeningRequest.options(request);
    if (!OpeningRequest.isUpgrade(request)) {
      refuse(context, ErrorCode.MALFORMED_REQUEST, "This address speaks WebSocket only.");
    } else if (!settings.allowsOrigin(origin)) {
      refuse(context, ErrorCode.FORBIDDEN, "Pages from this origin may not open a socket here.");
    } else if (token.isEmpty()) {
      refuse(context, ErrorCode.UNAUTHENTICATED, "Send an access token.");
    } else if (options.isEmpty()) {
      refuse(context, ErrorCode.FORBIDDEN, "'conversations' must be ids of yours.");
    } else {
      HttpRequest kept = headOf(request);
      gate.decide(context.channel(), token.get(), options.get())
          .thenAccept(
              decision -> {
                switch (decision) {
                  case Gate.Decision.Admitted admitted -> upgrade(context, kept, admitted);
                  case Gate.Decision.Refused refused ->
                      refuse(context, refused.code(), refused.detail());
                }
              });
    }
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
            new WebSocketFrameAggregator(settings.maxFrame()),
            new SocketHandler(socket, commands, heartbeat));
    removeHttp(context.pipeline());
    handshaker
        .handshake(context.channel(), request)
        .addListener(
            done -> {
              if (done.isSuccess()) {
                context.channel().config().setAutoRead(true);
                socket.opened(admitted.snapshot(), node.name());
                heartbeat.start();
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

  private void refuse(ChannelHandlerContext context, ErrorCode code, String detail) {
    Problem problem =
        Problem.of(code, detail).at(OpeningRequest.PATH, UUID.randomUUID().toString());
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(problem.status()),
            Unpooled.wrappedBuffer(bytes(problem)));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
        .set(HttpHeaderNames.CONNECTION, "close")
        .set("X-Request-Id", String.valueOf(problem.traceId()));
    if (problem.status() == HttpResponseStatus.UNAUTHORIZED.code()) {
      response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"parley\"");
    }
    context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  private byte[] bytes(Problem problem) {
    try {
      return json.writeValueAsBytes(problem);
    } catch (IOException e) {
      throw new UncheckedIOException("a problem of our own can't be written", e);
    }
  }
}
