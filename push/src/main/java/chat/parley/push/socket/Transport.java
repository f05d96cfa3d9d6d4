package chat.parley.push.socket;

import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import org.jspecify.annotations.Nullable;

/// A way to connect a client that may come in. On its event loop.
interface Transport<W extends Wire> {
  /// @param request by which the client may say how it wants to be spoken to
  W newWire(HttpRequest request);

  void connect(ChannelHandlerContext context, Admission<W> admission);

  /// Micronaut's part of the pipeline is for requests; on a socket it would only cost. Its last
  /// handler, which it keeps with the connection, goes by itself with [#removeLast].
  static void removeHttp(ChannelHandlerContext context) {
    ChannelPipeline pipeline = context.pipeline();
    remove(pipeline, pipeline.get(ChannelPipelineCustomizer.HANDLER_IDLE_STATE));
    // It would agree with browsers on frames that are compressed for each of them. Ours are the
    // same bytes for everybody: see Compression.
    remove(pipeline, pipeline.get(WebSocketServerExtensionHandler.class));
    remove(pipeline, context.handler());
  }

  /// To be called when nothing else of HTTP is there any more: a removed handler still refers to
  /// its neighbours, and they to theirs, so all that is removed after it is kept in memory.
  static void removeLast(ChannelPipeline pipeline) {
    remove(pipeline, pipeline.get(ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND));
  }

  private static void remove(ChannelPipeline pipeline, @Nullable ChannelHandler handler) {
    if (handler != null) {
      pipeline.remove(handler);
    }
  }
}
