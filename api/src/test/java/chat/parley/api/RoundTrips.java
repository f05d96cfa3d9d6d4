package chat.parley.api;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/// Stands between an api and PostgreSQL and counts how often the api waits for it: each `Sync` and
/// each simple `Query` of the frontend/backend protocol asks for an answer (PostgreSQL manual,
/// "Message Flow").
final class RoundTrips implements AutoCloseable {
  private static final int SYNC = 'S';
  private static final int QUERY = 'Q';

  private final ServerSocket listener;
  private final int target;
  private final AtomicLong count = new AtomicLong();

  RoundTrips(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  long count() {
    return count.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> pass(server, client, RoundTrips::copy));
        Thread.ofVirtual().start(() -> pass(client, server, this::copyCounting));
      }
    } catch (IOException e) {
      // The listener was closed: the test is over.
      return;
    }
  }

  private static void pass(Socket from, Socket to, Copy copy) {
    try (from;
        to) {
      copy.run(from.getInputStream(), to.getOutputStream());
    } catch (IOException e) {
      // One side hung up; closing both tells the other.
      return;
    }
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    in.transferTo(out);
  }

  private void copyCounting(InputStream in, OutputStream out) throws IOException {
    DataInputStream messages = new DataInputStream(in);
    byte[] startup = body(messages);
    write(out, -1, startup);
    try {
      while (true) {
        int type = messages.readUnsignedByte();
        if (type == SYNC || type == QUERY) {
          count.incrementAndGet();
        }
        write(out, type, body(messages));
      }
    } catch (EOFException e) {
      out.flush();
    }
  }

  private static byte[] body(DataInputStream messages) throws IOException {
    byte[] body = new byte[messages.readInt() - 4];
    messages.readFully(body);
    return body;
  }

  private static void write(OutputStream out, int type, byte[] body) throws IOException {
    ByteBuffer message = ByteBuffer.allocate(body.length + (type < 0 ? 4 : 5));
    if (type >= 0) {
      message.put((byte) type);
    }
    out.write(message.putInt(body.length + 4).put(body).array());
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private interface Copy {
    void run(InputStream in, OutputStream out) throws IOException;
  }
}
