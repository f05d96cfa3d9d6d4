package chat.parley.load.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One connection for one HTTP request at a time: of an answer its status is read, the rest
/// passed over. Not for anything that answers in chunks. Only its loop's thread touches it.
final class Lane implements Wire.Reader {
  static final int BROKEN = 0;

  private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)\r\n");

  private final byte[] memory;
  private final Wire wire;
  private final Listener listener;
  private boolean connected;
  private byte @Nullable [] waiting;
  private int status;
  private long left;

  interface Listener {
    /// @param status [Lane#BROKEN] when the connection ended instead
    void answered(Lane lane, int status);
  }

  Lane(ClientLoop loop, int port, Listener listener) {
    this.listener = listener;
    this.memory = loop.memory();
    Client.Addresses addresses = Client.Addresses.of(port);
    wire = new Wire(loop, addresses.to(), addresses.from(), false, this);
  }

  void send(byte[] request) {
    if (connected) {
      wire.write(request);
    } else {
      waiting = request;
    }
  }

  @Override
  public void connected() {
    connected = true;
    if (waiting != null) {
      wire.write(waiting);
      waiting = null;
    }
  }

  @Override
  public void read(ByteBuffer buffer) {
    if (left == 0 && !head(buffer)) {
      return;
    }
    int taken = (int) Math.min(left, buffer.remaining());
    buffer.position(buffer.position() + taken);
    left -= taken;
    if (left == 0) {
      listener.answered(this, status);
    }
  }

  /// @return whether all of it is there
  private boolean head(ByteBuffer buffer) {
    String text = new String(memory, buffer.position(), buffer.remaining(), US_ASCII);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    String head = text.substring(0, end + 2).toLowerCase(Locale.ROOT);
    if (head.contains("\r\ntransfer-encoding:")) {
      throw new IllegalStateException("an answer in chunks");
    }
    Matcher length = LENGTH.matcher(head);
    status = Integer.parseInt(head.substring("http/1.1 ".length(), "http/1.1 ".length() + 3));
    left = length.find() ? Long.parseLong(length.group(1)) : 0;
    buffer.position(buffer.position() + end + 4);
    return true;
  }

  @Override
  public void ended() {
    listener.answered(this, BROKEN);
  }

  void close() {
    wire.close();
  }
}
