package chat.parley.system.figures;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// The TCP connection of a [LeanClient]. Only its loop's thread touches it.
final class LeanChannel {
  private static final int SMALL_RECEIVE_BUFFER = 64 * 1024;

  private final SocketChannel channel;
  private final SelectionKey key;

  private LeanChannel(SocketChannel channel, SelectionKey key) {
    this.channel = channel;
    this.key = key;
  }

  /// Begins to connect.
  ///
  /// @param smallBuffer with as little room in the kernel as it gives
  /// @param client is told by the selector's loop when something can be done
  static LeanChannel open(Selector selector, int port, boolean smallBuffer, LeanClient client)
      throws IOException {
    SocketChannel opening = SocketChannel.open();
    try {
      opening.configureBlocking(false);
      opening.setOption(StandardSocketOptions.TCP_NODELAY, true);
      if (smallBuffer) {
        opening.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_RECEIVE_BUFFER);
      }
      opening.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return new LeanChannel(opening, opening.register(selector, SelectionKey.OP_CONNECT, client));
    } catch (IOException e) {
      opening.close();
      throw e;
    }
  }

  /// Whether it is connected by now; then it is read from.
  boolean isConnected() throws IOException {
    boolean connected = channel.finishConnect();
    if (connected) {
      key.interestOps(SelectionKey.OP_READ);
    }
    return connected;
  }

  /// @return the number of bytes, -1 at the end
  int read(ByteBuffer buffer) throws IOException {
    return channel.read(buffer);
  }

  /// @return whether the kernel took all of it
  boolean write(byte[] bytes) throws IOException {
    return channel.write(ByteBuffer.wrap(bytes)) == bytes.length;
  }

  void stopReading() {
    key.interestOps(0);
  }

  void goOnReading() {
    if (key.isValid()) {
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  void close() throws IOException {
    channel.close();
  }
}
