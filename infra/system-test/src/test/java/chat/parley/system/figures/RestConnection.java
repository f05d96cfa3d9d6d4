package chat.parley.system.figures;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;

/// One connection to an api, for one request at a time: what `java.net.http` spends on a request
/// would be missing where it is measured. Not for anything that answers in chunks.
final class RestConnection implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  RestConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /// @return the status
  int post(String path, String token, String json) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    byte[] head =
        """
        POST %s HTTP/1.1
        Host: 127.0.0.1
        Authorization: Bearer %s
        Content-Type: application/json
        Content-Length: %d

        """
            .formatted(path, token, body.length)
            .replace("\n", "\r\n")
            .getBytes(UTF_8);
    return exchange(head, body);
  }

  /// @return the status
  int get(String path, String token) throws IOException {
    byte[] head =
        """
        GET %s HTTP/1.1
        Host: 127.0.0.1
        Authorization: Bearer %s

        """
            .formatted(path, token)
            .replace("\n", "\r\n")
            .getBytes(UTF_8);
    return exchange(head, new byte[0]);
  }

  private int exchange(byte[] head, byte[] body) throws IOException {
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    socket.getOutputStream().write(request);
    return answer();
  }

  private int answer() throws IOException {
    int status = Integer.parseInt(line().split(" ", -1)[1]);
    int length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String[] parts = header.toLowerCase(Locale.ROOT).split(": *", 2);
      if (parts[0].equals("content-length")) {
        length = Integer.parseInt(parts[1]);
      } else if (parts[0].equals("transfer-encoding")) {
        throw new IOException("an answer in chunks");
      }
    }
    in.skipNBytes(length);
    return status;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the api hung up");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
