package chat.parley.system.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// One connection of a [Link]: both directions, on a virtual thread each.
final class Pipe {
  private static final int BUFFER = 64 * 1024;

  private final Socket client;
  private final Socket server;
  private final Supplier<Duration> delay;
  private final BooleanSupplier linkIsDeaf;
  private volatile boolean deaf;
  private volatile boolean given;

  /// @param linkIsDeaf while it is, neither side hears that the other gave up
  Pipe(Socket client, Socket server, Supplier<Duration> delay, BooleanSupplier linkIsDeaf) {
    this.client = client;
    this.server = server;
    this.delay = delay;
    this.linkIsDeaf = linkIsDeaf;
  }

  /// Until both directions have ended.
  void run() {
    Thread back = Thread.ofVirtual().start(() -> pass(server, client));
    pass(client, server);
    try {
      back.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void deafen() {
    deaf = true;
  }

  void healed() {
    if (given) {
      close();
    }
  }

  void halfClose(boolean toTarget) {
    try {
      (toTarget ? server : client).shutdownOutput();
      (toTarget ? client : server).shutdownInput();
    } catch (IOException e) {
      // It has ended by itself.
      return;
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        Duration late = delay.get();
        if (late.isPositive()) {
          Thread.sleep(late);
        }
        if (!deaf) {
          out.write(buffer, 0, count);
        }
      }
      ended(to);
    } catch (IOException e) {
      given();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The one side says no more; the other may go on.
  private void ended(Socket to) throws IOException {
    if (deaf) {
      given();
    } else {
      to.shutdownOutput();
      if (client.isOutputShutdown() && server.isOutputShutdown()) {
        close();
      }
    }
  }

  private void given() {
    given = true;
    if (!(deaf && linkIsDeaf.getAsBoolean())) {
      close();
    }
  }

  void close() {
    try (client;
        server) {
      return;
    } catch (IOException e) {
      return;
    }
  }
}
