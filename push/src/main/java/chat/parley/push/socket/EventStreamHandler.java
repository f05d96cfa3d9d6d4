package chat.parley.push.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last handler of an event stream's pipeline. A stream gets no answers to its heartbeats: what
/// can't be written any more is how a dead client is noticed.
final class EventStreamHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(EventStreamHandler.class);

  private final ClientSocket stream;
  private final EventStreamWire wire;
  private final MarkKeeper keeper;
  private final long everyMillis;
  private @Nullable Future<?> heartbeat;

  EventStreamHandler(
      ClientSocket stream, EventStreamWire wire, MarkKeeper keeper, SocketSettings settings) {
    this.stream = stream;
    this.wire = wire;
    this.keeper = keeper;
    this.everyMillis = settings.heartbeat().toMillis();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    heartbeat =
        context
            .channel()
            .eventLoop()
            .scheduleAtFixedRate(
                () -> beat(context),
                ThreadLocalRandom.current().nextLong(1, everyMillis + 1),
                everyMillis,
                TimeUnit.MILLISECONDS);
  }

  private void beat(ChannelHandlerContext context) {
    if (stream.isAllWritten()) {
      context.writeAndFlush(wire.signOfLife());
    }
  }

  /// A client has nothing to say here.
  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable()) {
      stream.writable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (heartbeat != null) {
      heartbeat.cancel(false);
    }
    keeper.stop();
    stream.release();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.warn("event stream failed: {}", cause.toString());
    }
    context.close();
  }
}
