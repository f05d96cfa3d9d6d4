package chat.parley.load.client;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;

/// One connection to an api, for one request at a time: what `java.net.http` spends on a request
/// would be missing where it is measured. Not for anything that answers in chunks.
public final class RestConnection implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  public RestConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /// @return the status
  public int post(String path, String token, String json) throws IOException {
    return exchange(Script.post(path, token, json));
  }

  /// @return the status
  public int get(String path, String token) throws IOException {
    return exchange(Script.get(path, token));
  }

  private int exchange(byte[] request) throws IOException {
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
