package chat.parley.infra.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A way to a server that can do what a network does: forget connections without telling either
/// end.
final class Wire implements AutoCloseable {
  private final ServerSocket listening;
  private final int target;
  private final List<Pair> pairs = new CopyOnWriteArrayList<>();
  private volatile boolean deaf;

  Wire(int target) {
    this.target = target;
    try {
      this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("wire").start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /// From now on nothing passes by the connections that there are, and nobody is told; new ones
  /// are as good as ever.
  void forget() {
    pairs.forEach(pair -> pair.forgotten = true);
  }

  /// The same, and of all to come until [#hear()].
  void swallow() {
    deaf = true;
    forget();
  }

  void hear() {
    deaf = false;
  }

  /// How many there ever were.
  int seen() {
    return pairs.size();
  }

  /// Connections that neither end has given up.
  long open() {
    return pairs.stream().filter(pair -> !pair.client.isClosed()).count();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Pair pair = new Pair(client, new Socket(InetAddress.getLoopbackAddress(), target));
        pair.forgotten = deaf;
        pairs.add(pair);
        pair.begin();
      } catch (IOException e) {
        if (!listening.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Pair pair : pairs) {
      pair.end();
    }
  }

  private static final class Pair {
    private final Socket client;
    private final Socket server;
    volatile boolean forgotten;

    Pair(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void begin() {
      Thread.ofVirtual().start(() -> pump(client, server));
      Thread.ofVirtual().start(() -> pump(server, client));
    }

    /// What comes by a forgotten one is read, and goes nowhere.
    private void pump(Socket from, Socket to) {
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] bytes = new byte[8192];
        for (int read; (read = in.read(bytes)) >= 0; ) {
          if (!forgotten) {
            out.write(bytes, 0, read);
          }
        }
      } catch (IOException e) {
        // One of the two has hung up, which is passed on below.
      }
      if (!forgotten) {
        end();
      }
    }

    void end() {
      try (client;
          server) {
        forgotten = true;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
