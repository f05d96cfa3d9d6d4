package chat.parley.load.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;

/// One TCP connection, whose bytes are shown to its reader in the loop's own buffer: what was
/// left over from the last reading first. Only its loop's thread touches it.
final class Wire extends ChannelInboundHandlerAdapter {
  private static final byte[] NOTHING = {};
  private static final int SMALL_RECEIVE_BUFFER = 64 * 1024;

  private final ClientLoop loop;
  private final Reader reader;
  private final Channel channel;
  private byte[] left = NOTHING;
  private boolean closed;

  /// Whose connection it is.
  interface Reader {
    void connected();

    /// @param buffer the loop's; what is not taken comes again, with more
    void read(ByteBuffer buffer);

    /// By the other side, or because it never came about; not after [Wire#close()].
    void ended();
  }

  /// Begins to connect.
  ///
  /// @param smallBuffer with as little room in the kernel as it gives
  Wire(ClientLoop loop, SocketAddress to, SocketAddress from, boolean smallBuffer, Reader reader) {
    this.loop = loop;
    this.reader = reader;
    var bootstrap = loop.bootstrap().clone().handler(this);
    if (smallBuffer) {
      bootstrap.option(ChannelOption.SO_RCVBUF, SMALL_RECEIVE_BUFFER);
    }
    ChannelFuture connecting = bootstrap.connect(to, from);
    channel = connecting.channel();
    connecting.addListener(
        done -> {
          if (!done.isSuccess()) {
            end();
          } else if (!closed) {
            reader.connected();
          }
        });
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      if (closed) {
        return;
      }
      loop.tally().read(bytes.readableBytes());
      ByteBuffer buffer = loop.buffer().clear().put(left);
      int length = bytes.readableBytes();
      bytes.readBytes(loop.memory(), buffer.position(), length);
      buffer.position(buffer.position() + length).flip();
      reader.read(buffer);
      left = buffer.hasRemaining() ? new byte[buffer.remaining()] : NOTHING;
      buffer.get(left);
    } finally {
      bytes.release();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      loop.fault("a client failed: " + cause);
    }
    context.close();
  }

  private void end() {
    if (!closed && !loop.isClosed()) {
      closed = true;
      reader.ended();
    }
  }

  void write(byte[] bytes) {
    channel.writeAndFlush(Unpooled.wrappedBuffer(bytes), channel.voidPromise());
  }

  void stopReading() {
    channel.config().setAutoRead(false);
  }

  void goOnReading() {
    channel.config().setAutoRead(true);
  }

  /// Without a word to the other side.
  void close() {
    closed = true;
    channel.close();
  }
}
