package chat.parley.load.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A device: at most one WebSocket at a time, by which it follows its conversations. Only its
/// loop's thread touches it.
///
/// Not a WebSocket client for anything else: it relies on whole, uncompressed, unmasked frames.
public abstract class Client implements Wire.Reader {
  public static final int NO_CODE = -1;

  private static final int PING = 0x9;
  private static final int CLOSE = 0x8;
  private static final int SWITCHING_PROTOCOLS = 101;

  private final String name;
  private final ClientLoop loop;
  private final Course course;
  private @Nullable Wire wire;
  private State state = State.CLOSED;
  private Addresses addresses = Addresses.NONE;
  private boolean smallBuffer;
  private boolean following;
  private int closeCode = NO_CODE;
  private long closedAt;
  private long followingAt;
  private long received;
  private long checksum;

  private enum State {
    CLOSED,
    CONNECTING,
    UPGRADING,
    OPEN
  }

  /// @param name for people who look for what went wrong
  Client(String name, ClientLoop loop, Course course) {
    this.name = name;
    this.loop = loop;
    this.course = course;
  }

  /// The request that asks for the WebSocket.
  abstract byte[] upgrade();

  /// The WebSocket is open.
  abstract void opened();

  /// A text frame came.
  abstract void text(byte[] memory, int from, int to);

  /// Of the last connection, or attempt.
  public final int port() {
    return addresses.to().getPort();
  }

  public final ClientLoop loop() {
    return loop;
  }

  public final boolean isFollowing() {
    return following;
  }

  public final boolean isClosed() {
    return state == State.CLOSED;
  }

  /// When it last began to follow, by [System#nanoTime].
  public final long followingAt() {
    return followingAt;
  }

  /// When its last connection ended, by [System#nanoTime].
  public final long closedAt() {
    return closedAt;
  }

  /// How many messages it got of those that count; see [Tally#countFrom].
  public final long received() {
    return received;
  }

  /// The sum of their numbers, each [Tally#mixed]: no other messages have it.
  public final long checksum() {
    return checksum;
  }

  public final void forgetReceived() {
    received = 0;
    checksum = 0;
  }

  /// Without a word to the server.
  public final void reconnect() {
    hangUp();
    connect(addresses);
  }

  public final void connect(int to) {
    connect(Addresses.of(to));
  }

  public final void connect(Addresses by) {
    addresses = by;
    following = false;
    closeCode = NO_CODE;
    state = State.CONNECTING;
    wire = new Wire(loop, by.to(), by.from(), smallBuffer, this);
  }

  /// Takes nothing more from TCP.
  public final void stopReading() {
    if (wire != null) {
      wire.stopReading();
    }
  }

  public final void goOnReading() {
    if (wire != null) {
      wire.goOnReading();
    }
  }

  final void useSmallReceiveBuffer() {
    smallBuffer = true;
  }

  final void follow() {
    following = true;
    followingAt = System.nanoTime();
    course.following(this);
  }

  final Course course() {
    return course;
  }

  /// Counts the message that the loop's scanner has just found.
  final void receive(FrameScanner found) {
    if (found.due() >= 0 && !smallBuffer) {
      if (loop.tally().received(found.due(), found.number(), System.nanoTime())) {
        received++;
        checksum += Tally.mixed(found.number());
      }
    }
  }

  final void fault(String what) {
    loop.fault(name + ": " + what);
  }

  final void send(byte[] text) {
    write(ClientBytes.frame(ClientBytes.TEXT, text));
  }

  private void write(byte[] bytes) {
    if (wire != null) {
      wire.write(bytes);
    }
  }

  @Override
  public final void connected() {
    state = State.UPGRADING;
    write(upgrade());
  }

  @Override
  public final void read(ByteBuffer buffer) {
    if (state == State.UPGRADING) {
      takeAnswer(buffer);
    }
    while (state == State.OPEN && takeFrame(buffer)) {}
  }

  private void takeAnswer(ByteBuffer buffer) {
    String answer = new String(loop.memory(), 0, buffer.limit(), US_ASCII);
    int end = answer.indexOf("\r\n\r\n");
    if (end < 0) {
      return;
    }
    buffer.position(end + 4);
    int status = Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
    if (status == SWITCHING_PROTOCOLS) {
      state = State.OPEN;
      opened();
    } else {
      hangUp();
      course.refused(this, status);
    }
  }

  /// @return false when there is no whole frame
  private boolean takeFrame(ByteBuffer buffer) {
    FrameHead head = FrameHead.of(buffer);
    if (head == null) {
      return false;
    }
    int length = head.length();
    int from = buffer.position();
    buffer.position(from + length);
    switch (head.opcode()) {
      case PING ->
          write(
              ClientBytes.frame(
                  ClientBytes.PONG, Arrays.copyOfRange(loop.memory(), from, from + length)));
      case CLOSE -> {
        closeCode = length < 2 ? NO_CODE : buffer.getShort(from) & 0xFFFF;
        ended();
      }
      default -> text(loop.memory(), from, from + length);
    }
    return true;
  }

  @Override
  public final void ended() {
    boolean wasOpen = state == State.OPEN;
    hangUp();
    if (wasOpen) {
      course.closed(this, closeCode);
    } else {
      course.refused(this, NO_CODE);
    }
  }

  private void hangUp() {
    state = State.CLOSED;
    following = false;
    closedAt = System.nanoTime();
    if (wire != null) {
      wire.close();
      wire = null;
    }
  }

  /// Where a connection goes, and where it comes from.
  ///
  /// @param from port 0 for any that is free: each address of the loopback network has 28,000
  public record Addresses(InetSocketAddress to, InetSocketAddress from) {
    static final Addresses NONE = of(0);

    public static Addresses of(int port) {
      return of(port, 0);
    }

    /// @param which of the addresses 127.0.0.1 to 127.0.0.200 it comes from, in turn
    public static Addresses of(int port, int which) {
      return new Addresses(
          new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port),
          new InetSocketAddress(InetAddress.ofLiteral("127.0.0." + (1 + which % 200)), 0));
    }
  }
}
