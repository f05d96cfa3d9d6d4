package chat.parley.push;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// An upgrade request by hand, to see every byte of the answer.
final class RawUpgrade implements AutoCloseable {
  private final Socket socket;
  private final String head;
  private final String body;

  private RawUpgrade(Socket socket, String head, String body) {
    this.socket = socket;
    this.head = head;
    this.body = body;
  }

  static RawUpgrade of(URI uri, Map<String, String> headers) throws IOException {
    Socket socket = new Socket();
    // Small, so that who does not read is soon noticed.
    socket.setReceiveBufferSize(16 * 1024);
    socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
    socket.setSoTimeout(10_000);
    StringBuilder request =
        new StringBuilder("GET " + uri.getPath())
            .append(uri.getQuery() == null ? "" : "?" + uri.getRawQuery())
            .append(" HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n")
            .append("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
    socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the answer ends in its head: " + head);
      }
      head.append((char) next);
    }
    boolean upgraded = head.toString().startsWith("HTTP/1.1 101");
    String body = upgraded ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    return new RawUpgrade(socket, head.toString(), body);
  }

  String head() {
    return head;
  }

  String body() {
    return body;
  }

  /// Reads on without answering until the server hangs up.
  boolean endsWithin(Duration time) throws IOException {
    socket.setSoTimeout((int) time.toMillis());
    try {
      socket.getInputStream().readAllBytes();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  /// Everything that comes until the server hangs up.
  byte[] rest() throws IOException {
    return socket.getInputStream().readAllBytes();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
