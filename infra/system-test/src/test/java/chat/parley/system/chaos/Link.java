package chat.parley.system.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A TCP link to a port of this machine that can be made to fail in the ways networks fail.
///
/// All methods may be called from any thread.
final class Link implements AutoCloseable {
  private final String name;
  private final ServerSocket listener;
  private final int target;
  private final Set<Pipe> pipes = ConcurrentHashMap.newKeySet();
  private volatile Condition condition = Condition.SOUND;
  private volatile Duration delay = Duration.ZERO;

  private enum Condition {
    SOUND,
    /// Nobody gets through, and everybody is told so.
    CUT,
    /// Nothing gets through, and nobody is told.
    DEAF
  }

  Link(String name, int target) {
    this.name = name;
    this.target = target;
    try {
      this.listener = new ServerSocket(0, 200, InetAddress.ofLiteral("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException("no port for " + name, e);
    }
    Thread.ofVirtual().name(name).start(this::accept);
  }

  String name() {
    return name;
  }

  int port() {
    return listener.getLocalPort();
  }

  /// Ends the connections of now, and new ones at once.
  void cut() {
    condition = Condition.CUT;
    pipes.forEach(Pipe::close);
  }

  /// The connections of now will never again carry anything, not even when the link is healed; new
  /// ones are taken and carry nothing.
  void deafen() {
    condition = Condition.DEAF;
    pipes.forEach(Pipe::deafen);
  }

  /// All is late by this.
  void delay(Duration each) {
    delay = each;
  }

  /// The connections of now are ended in one direction: one side reads the end and can still
  /// write.
  ///
  /// @param toTarget which one reads the end
  void halfClose(boolean toTarget) {
    pipes.forEach(pipe -> pipe.halfClose(toTarget));
  }

  /// What is new is sound. What hangs since the link was deaf goes on hanging, until one side gives
  /// it up; the other now hears of that.
  void heal() {
    condition = Condition.SOUND;
    delay = Duration.ZERO;
    pipes.forEach(Pipe::healed);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Thread.ofVirtual().name(name).start(() -> connect(client));
      }
    } catch (IOException e) {
      // Closed: the run is over.
      return;
    }
  }

  private void connect(Socket client) {
    try {
      if (condition == Condition.CUT) {
        client.setSoLinger(true, 0);
        client.close();
        return;
      }
      Socket server = new Socket(InetAddress.ofLiteral("127.0.0.1"), target);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      Pipe pipe = new Pipe(client, server, () -> delay, () -> condition == Condition.DEAF);
      pipes.add(pipe);
      if (condition != Condition.SOUND) {
        pipe.deafen();
      }
      pipe.run();
      pipes.remove(pipe);
    } catch (IOException e) {
      // Nobody at the target: to the client that looks as if it were so here.
      closeQuietly(client);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      return;
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pipes.forEach(Pipe::close);
  }
}
