package chat.parley.push.socket;

import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import jakarta.inject.Singleton;

/// Upgrades the connection: afterwards its pipeline holds nothing but the WebSocket codec and the
/// socket.
@Singleton
final class WebSocketTransport implements Transport<WebSocketWire> {
  private final Node node;
  private final Commands commands;
  private final Heartbeats heartbeats;
  private final OpenSockets sockets;
  private final SocketSettings settings;
  private final SocketLimits limits;
  private final Compression compression;
  private final WebSocketServerHandshakerFactory plain;
  private final WebSocketServerHandshakerFactory deflated;

  WebSocketTransport(
      Node node,
      Commands commands,
      Heartbeats heartbeats,
      OpenSockets sockets,
      SocketSettings settings,
      SocketLimits limits,
      Compression compression) {
    this.node = node;
    this.commands = commands;
    this.heartbeats = heartbeats;
    this.sockets = sockets;
    this.settings = settings;
    this.limits = limits;
    this.compression = compression;
    this.plain = handshakers(settings, false);
    this.deflated = handshakers(settings, true);
  }

  @Override
  public WebSocketWire newWire(HttpRequest request) {
    return compression.isWanted(request) ? WebSocketWire.DEFLATED : WebSocketWire.PLAIN;
  }

  @Override
  public void connect(ChannelHandlerContext context, Admission<WebSocketWire> admission) {
    HttpRequest request = admission.request();
    ClientSocket socket = admission.socket();
    boolean isDeflated = admission.wire() == WebSocketWire.DEFLATED;
    WebSocketServerHandshaker handshaker = (isDeflated ? deflated : plain).newHandshaker(request);
    if (handshaker == null) {
      socket.release();
      WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel())
          .addListener(ChannelFutureListener.CLOSE);
      return;
    }
    Heartbeat heartbeat = heartbeats.of(socket, context.channel());
    ChannelPipeline pipeline = context.pipeline();
    add(pipeline, new FrameRate(socket, limits));
    add(pipeline, new WebSocketFrameAggregator(settings.maxFrame()));
    if (isDeflated) {
      add(pipeline, new InflatingHandler(socket, settings.maxFrame()));
    }
    add(pipeline, new SocketHandler(socket, commands, heartbeat));
    Transport.removeHttp(context);
    handshaker
        .handshake(context.channel(), request, answered(isDeflated), context.channel().newPromise())
        .addListener(
            done -> {
              if (done.isSuccess()) {
                Transport.removeLast(pipeline);
                context.channel().config().setAutoRead(true);
                sockets.add(socket, context.channel());
                socket.opened(admission.snapshot(), node.name());
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

  private static void add(ChannelPipeline pipeline, ChannelHandler handler) {
    pipeline.addBefore(ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND, null, handler);
  }

  private static HttpHeaders answered(boolean isDeflated) {
    HttpHeaders headers = new DefaultHttpHeaders();
    return isDeflated
        ? headers.add(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, Compression.AGREED)
        : headers;
  }

  private static WebSocketServerHandshakerFactory handshakers(
      SocketSettings settings, boolean isDeflated) {
    return new WebSocketServerHandshakerFactory(
        OpeningRequest.WEB_SOCKET,
        Credentials.PROTOCOL,
        WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(settings.maxFrame())
            .allowExtensions(isDeflated)
            .withUTF8Validator(true)
            .closeOnProtocolViolation(true)
            .build());
  }
}
