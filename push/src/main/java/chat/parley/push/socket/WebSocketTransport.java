package chat.parley.push.socket;

import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import jakarta.inject.Singleton;
import java.util.List;

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
  private final WebSocketServerHandshakerFactory handshakers;

  WebSocketTransport(
      Node node,
      Commands commands,
      Heartbeats heartbeats,
      OpenSockets sockets,
      SocketSettings settings,
      SocketLimits limits) {
    this.node = node;
    this.commands = commands;
    this.heartbeats = heartbeats;
    this.sockets = sockets;
    this.settings = settings;
    this.limits = limits;
    this.handshakers = handshakers(settings);
  }

  @Override
  public WebSocketWire newWire() {
    return WebSocketWire.ALL;
  }

  @Override
  public void connect(ChannelHandlerContext context, Admission<WebSocketWire> admission) {
    HttpRequest request = admission.request();
    ClientSocket socket = admission.socket();
    WebSocketServerHandshaker handshaker = handshakers.newHandshaker(request);
    if (handshaker == null) {
      socket.release();
      WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel())
          .addListener(ChannelFutureListener.CLOSE);
      return;
    }
    Heartbeat heartbeat = heartbeats.of(socket, context.channel());
    ChannelPipeline pipeline = context.pipeline();
    List.of(
            new FrameRate(socket, limits),
            new WebSocketFrameAggregator(settings.maxFrame()),
            new SocketHandler(socket, commands, heartbeat))
        .forEach(
            handler ->
                pipeline.addBefore(
                    ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND, null, handler));
    Transport.removeHttp(context);
    handshaker
        .handshake(context.channel(), request)
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

  private static WebSocketServerHandshakerFactory handshakers(SocketSettings settings) {
    return new WebSocketServerHandshakerFactory(
        OpeningRequest.WEB_SOCKET,
        Credentials.PROTOCOL,
        WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(settings.maxFrame())
            .allowExtensions(false)
            .withUTF8Validator(true)
            .closeOnProtocolViolation(true)
            .build());
  }
}
