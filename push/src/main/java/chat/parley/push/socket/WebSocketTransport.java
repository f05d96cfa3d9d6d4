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
import org.jspecify.annotations.Nullable;

/// Upgrades the connection: afterwards its pipeline holds nothing but the WebSocket codec and the
/// socket.
@Singleton
final class WebSocketTransport implements Transport<WebSocketWire> {
  private final Node node;
  private final Commands commands;
  private final OpenSockets sockets;
  private final SocketSettings settings;
  private final SocketLimits limits;

  WebSocketTransport(
      Node node,
      Commands commands,
      OpenSockets sockets,
      SocketSettings settings,
      SocketLimits limits) {
    this.node = node;
    this.commands = commands;
    this.sockets = sockets;
    this.settings = settings;
    this.limits = limits;
  }

  @Override
  public WebSocketWire newWire() {
    return WebSocketWire.ALL;
  }

  @Override
  public void connect(ChannelHandlerContext context, Admission<WebSocketWire> admission) {
    HttpRequest request = admission.request();
    ClientSocket socket = admission.socket();
    WebSocketServerHandshaker handshaker = handshaker(request);
    if (handshaker == null) {
      socket.release();
      WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel())
          .addListener(ChannelFutureListener.CLOSE);
      return;
    }
    Heartbeat heartbeat = new Heartbeat(context.channel(), socket, settings);
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

  private @Nullable WebSocketServerHandshaker handshaker(HttpRequest request) {
    return new WebSocketServerHandshakerFactory(
            OpeningRequest.WEB_SOCKET,
            Credentials.PROTOCOL,
            WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(settings.maxFrame())
                .allowExtensions(false)
                .withUTF8Validator(true)
                .closeOnProtocolViolation(true)
                .build())
        .newHandshaker(request);
  }
}
