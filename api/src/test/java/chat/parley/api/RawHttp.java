package chat.parley.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Sends bytes that no decent client would, one connection each, and waits for the answer no
/// longer than a client would.
record RawHttp(URI base, int patienceMillis) {

  /// @param request the whole of it, with `Connection: close`
  Answer send(byte[] request) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), patienceMillis);
      socket.setSoTimeout(patienceMillis);
      try {
        socket.getOutputStream().write(request);
        socket.getOutputStream().flush();
      } catch (IOException e) {
        // It hung up before it had heard all; it may have said why.
      }
      return Answer.parse(read(socket));
    }
  }

  private static byte[] read(Socket socket) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[65_536];
    try {
      for (int n; (n = socket.getInputStream().read(buffer)) >= 0; ) {
        all.write(buffer, 0, n);
      }
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      // A reset after the answer, for the rest of the request was not read.
    }
    return all.toByteArray();
  }

  /// What came back; status 0 where nothing did.
  ///
  /// @param bytes of the body, a character each
  record Answer(int status, List<String> headers, String bytes) {
    static Answer parse(byte[] bytes) {
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      int end = text.indexOf("\r\n\r\n");
      if (end < 0) {
        return new Answer(0, List.of(), text);
      }
      List<String> lines = Arrays.asList(text.substring(0, end).split("\r\n", -1));
      Answer answer =
          new Answer(
              Integer.parseInt(lines.getFirst().split(" ", 3)[1]),
              lines.subList(1, lines.size()),
              text.substring(end + 4));
      boolean chunked =
          answer.header("Transfer-Encoding").filter(value -> value.equals("chunked")).isPresent();
      return chunked ? new Answer(answer.status, answer.headers, unchunked(answer.bytes)) : answer;
    }

    private static String unchunked(String text) {
      StringBuilder whole = new StringBuilder();
      int at = 0;
      while (at < text.length()) {
        int line = text.indexOf("\r\n", at);
        int size = Integer.parseInt(text.substring(at, line).strip(), 16);
        if (size == 0) {
          break;
        }
        whole.append(text, line + 2, line + 2 + size);
        at = line + 2 + size + 2;
      }
      return whole.toString();
    }

    Optional<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(start))
          .map(header -> header.substring(start.length()).strip())
          .findFirst();
    }

    byte[] body() {
      return bytes.getBytes(StandardCharsets.ISO_8859_1);
    }

    String text() {
      return new String(body(), StandardCharsets.UTF_8);
    }
  }
}
