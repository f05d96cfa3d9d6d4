package chat.parley.load.ceiling;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.util.ReferenceCountUtil;
import java.util.List;

/// Takes messages, and lets sockets in: after that nothing is left in their pipeline but what
/// drops whatever they say.
final class Entrance extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final int LARGEST_FRAME = 1 << 16;
  private static final WebSocketServerHandshakerFactory HANDSHAKES =
      new WebSocketServerHandshakerFactory("ws://127.0.0.1/ws", null, false, LARGEST_FRAME);
  private static final String BEARER = "Bearer ";

  private final Rooms rooms;

  Entrance(Rooms rooms) {
    this.rooms = rooms;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    if (request.method().equals(HttpMethod.POST)) {
      rooms.publish(request.uri().substring(1), request.content().toString(UTF_8));
      answer(context, HttpResponseStatus.CREATED);
      return;
    }
    WebSocketServerHandshaker handshaker = HANDSHAKES.newHandshaker(request);
    if (handshaker == null) {
      answer(context, HttpResponseStatus.BAD_REQUEST);
      return;
    }
    List<String> in =
        List.of(
            request
                .headers()
                .get(HttpHeaderNames.AUTHORIZATION)
                .substring(BEARER.length())
                .split(",", -1));
    handshaker
        .handshake(context.channel(), request)
        .addListener(
            done -> {
              if (done.isSuccess()) {
                ChannelPipeline pipeline = context.pipeline();
                while (pipeline.first() != null) {
                  pipeline.removeFirst();
                }
                pipeline.addLast(Deaf.INSTANCE);
                rooms.join(context.channel(), in);
              }
            });
  }

  private static void answer(ChannelHandlerContext context, HttpResponseStatus status) {
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
    context.writeAndFlush(response, context.voidPromise());
  }

  @ChannelHandler.Sharable
  private static final class Deaf extends ChannelInboundHandlerAdapter {
    private static final Deaf INSTANCE = new Deaf();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}
