package chat.parley.push;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// A TCP link to a port of this machine that can be made to fail: cut, or deaf, which is the
/// worse, for then the connection stands and nothing comes through; or stalled, which the target
/// feels.
final class Link implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final List<Pair> pairs = new CopyOnWriteArrayList<>();

  Link(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /// What either side sends on the connections of now reaches nobody any more.
  void deafen() {
    pairs.forEach(pair -> pair.deaf = true);
  }

  /// Reads nothing more of what the target sends on the connections of now, until [#flow].
  void stall() {
    pairs.forEach(pair -> pair.stalled = new CountDownLatch(1));
  }

  void flow() {
    pairs.forEach(
        pair -> {
          pair.stalled.countDown();
        });
  }

  /// Ends the connections of now.
  void cut() {
    pairs.forEach(Pair::close);
  }

  private void accept() {
    try {
      while (true) {
        connect(listener.accept());
      }
    } catch (IOException e) {
      // Closed: the test is over.
      return;
    }
  }

  private void connect(Socket client) throws IOException {
    try {
      Pair pair = new Pair(client, connectToTarget());
      pairs.add(pair);
      Thread.ofVirtual().start(() -> pair.pass(pair.client, pair.server, false));
      Thread.ofVirtual().start(() -> pair.pass(pair.server, pair.client, true));
    } catch (ConnectException e) {
      // Nobody at the target: to the client that looks as if it were so here.
      client.close();
    }
  }

  /// With a small buffer, so that the target soon feels it when nobody reads.
  private Socket connectToTarget() throws IOException {
    Socket server = new Socket();
    server.setReceiveBufferSize(16 * 1024);
    server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
    return server;
  }

  @Override
  public void close() throws IOException {
    flow();
    listener.close();
    cut();
  }

  private static final class Pair {
    private final Socket client;
    private final Socket server;
    private volatile boolean deaf;
    private volatile CountDownLatch stalled = new CountDownLatch(0);

    Pair(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    private void pass(Socket from, Socket to, boolean fromTarget) {
      byte[] buffer = new byte[8_192];
      try (from;
          to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          if (fromTarget) {
            stalled.await();
          }
          if (!deaf) {
            out.write(buffer, 0, count);
          }
        }
      } catch (IOException e) {
        // One side hung up; closing both tells the other.
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void close() {
      try (client;
          server) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
