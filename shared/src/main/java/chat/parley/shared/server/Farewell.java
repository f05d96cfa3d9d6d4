package chat.parley.shared.server;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;

/// In front of Micronaut's handler on every connection: has the server take each request as the
/// connection's last once the process has been told to end, and says so in the answer. One per
/// connection, on its event loop.
final class Farewell extends ChannelDuplexHandler {
  private final Leaving leaving;
  private final FreshConnections fresh;
  private boolean asked;

  Farewell(Leaving leaving, FreshConnections fresh) {
    this.leaving = leaving;
    this.fresh = fresh;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (message instanceof HttpRequest request) {
      if (!asked) {
        asked = true;
        fresh.asked(context.channel());
      }
      if (request.headers().contains(HttpHeaderNames.UPGRADE)) {
        // What becomes of a socket is not for requests to say.
        context.pipeline().remove(this);
      } else if (leaving.isTold()) {
        HttpUtil.setKeepAlive(request, false);
      }
    }
    super.channelRead(context, message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (leaving.isTold()
        && message instanceof HttpResponse response
        && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
      HttpUtil.setKeepAlive(response, false);
    }
    super.write(context, message, promise);
  }
}
