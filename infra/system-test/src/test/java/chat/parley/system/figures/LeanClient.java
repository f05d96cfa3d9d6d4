package chat.parley.system.figures;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import chat.parley.system.figures.Town.Member;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A device: at most one WebSocket at a time, by which it follows its conversations and resumes
/// from its own positions. Only its loop's thread touches it.
///
/// Not a WebSocket client for anything else: it relies on whole, uncompressed, unmasked frames.
final class LeanClient {
  static final int NO_CODE = -1;
  static final ObjectMapper JSON = new ObjectMapper();

  private static final byte[] NOTHING = {};
  private static final int PING = 0x9;
  private static final int CLOSE = 0x8;

  private final Member member;
  private final SocketLoop loop;
  private final Course course;
  private @Nullable Positions positions;
  private @Nullable LeanChannel channel;
  private State state = State.CLOSED;
  private byte[] left = NOTHING;
  private int port;
  private boolean resuming;
  private boolean smallBuffer;
  private boolean following;
  private int closeCode = NO_CODE;
  private long replayed;
  private long closedAt;
  private long followingAt;

  private enum State {
    CLOSED,
    CONNECTING,
    UPGRADING,
    OPEN
  }

  LeanClient(Member member, SocketLoop loop, Course course) {
    this.member = member;
    this.loop = loop;
    this.course = course;
  }

  /// With as little room in the kernel as it gives.
  LeanClient withSmallReceiveBuffer() {
    smallBuffer = true;
    return this;
  }

  /// Of the last connection, or attempt.
  int port() {
    return port;
  }

  SocketLoop loop() {
    return loop;
  }

  boolean isFollowing() {
    return following;
  }

  boolean isClosed() {
    return state == State.CLOSED;
  }

  /// When it last began to follow, by [System#nanoTime].
  long followingAt() {
    return followingAt;
  }

  /// When its last connection ended, by [System#nanoTime].
  long closedAt() {
    return closedAt;
  }

  /// How many events it was replayed when it last resumed.
  long replayed() {
    return replayed;
  }

  Map<UUID, Long> positions() {
    return positions == null ? Map.of() : positions.asMap();
  }

  /// Without a word to the server.
  void reconnect() {
    hangUp();
    connect(port);
  }

  /// From its own positions if it has any, else from the server's.
  void connect(int to) {
    port = to;
    resuming = positions != null;
    following = false;
    closeCode = NO_CODE;
    left = NOTHING;
    state = State.CONNECTING;
    try {
      channel = LeanChannel.open(loop.selector(), port, smallBuffer, this);
    } catch (IOException e) {
      ended();
    }
  }

  void ready() {
    try {
      if (state == State.CONNECTING) {
        upgrade();
      } else if (channel != null) {
        read(channel);
      }
    } catch (IOException e) {
      ended();
    }
  }

  private void upgrade() throws IOException {
    if (channel == null || !channel.isConnected()) {
      return;
    }
    state = State.UPGRADING;
    write(ClientBytes.upgrade(member.token(), resuming));
  }

  /// What is sent is little: it always fits into the kernel's buffer.
  private void write(byte[] bytes) throws IOException {
    if (channel != null && !channel.write(bytes)) {
      loop.fault("a client's buffer is full");
    }
  }

  private void read(LeanChannel from) throws IOException {
    ByteBuffer buffer = loop.buffer().clear().put(left);
    int count = from.read(buffer);
    buffer.flip();
    if (state == State.UPGRADING) {
      takeAnswer(buffer);
    }
    while (state == State.OPEN && takeFrame(buffer)) {}
    if (state == State.CLOSED) {
      return;
    }
    if (count < 0) {
      ended();
      return;
    }
    left = buffer.hasRemaining() ? new byte[buffer.remaining()] : NOTHING;
    buffer.get(left);
  }

  private void takeAnswer(ByteBuffer buffer) {
    String answer = new String(loop.memory(), 0, buffer.limit(), US_ASCII);
    int end = answer.indexOf("\r\n\r\n");
    if (end < 0) {
      return;
    }
    buffer.position(end + 4);
    int status = Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
    if (status == 101) {
      state = State.OPEN;
    } else {
      hangUp();
      course.refused(this, status);
    }
  }

  /// @return false when there is no whole frame
  private boolean takeFrame(ByteBuffer buffer) throws IOException {
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

  private void text(byte[] bytes, int from, int to) throws IOException {
    FrameScanner scanner = loop.scanner();
    scanner.scan(bytes, from, to);
    if (scanner.isDurable()) {
      event(scanner);
      return;
    }
    switch (scanner.type()) {
      case "hello" -> hello(bytes, from, to);
      case "resumed" -> resumed(JSON.readTree(bytes, from, to - from).get("data"));
      case "reconnect" ->
          course.toldToReconnect(
              this, JSON.readTree(bytes, from, to - from).at("/data/delay_ms").asLong());
      case "error" -> fault(new String(bytes, from, to - from, UTF_8));
      default -> {}
    }
  }

  private void event(FrameScanner scanner) {
    if (positions == null) {
      fault("an event before the hello");
      return;
    }
    positions
        .accept(scanner.conversationHigh(), scanner.conversationLow(), scanner.seq())
        .ifPresent(this::fault);
    if (scanner.due() >= 0 && !smallBuffer) {
      loop.tally().received(scanner.due(), System.nanoTime());
    }
  }

  private void hello(byte[] bytes, int from, int to) throws IOException {
    if (positions != null && resuming) {
      String resume =
          JSON.writeValueAsString(
              Map.of("type", "resume", "id", "r", "data", Map.of("positions", positions.asMap())));
      write(ClientBytes.frame(ClientBytes.TEXT, resume.getBytes(UTF_8)));
      return;
    }
    Map<UUID, Long> told = new TreeMap<>();
    for (JsonNode each : JSON.readTree(bytes, from, to - from).at("/data/conversations")) {
      told.put(UUID.fromString(each.get("id").asText()), each.get("seq").asLong());
    }
    positions = new Positions(told);
    follow();
  }

  private void resumed(JsonNode summary) {
    replayed = summary.get("replayed").asLong();
    if (!summary.get("reset").isEmpty()) {
      fault("told to load anew: " + summary);
    }
    follow();
  }

  private void follow() {
    following = true;
    followingAt = System.nanoTime();
    course.following(this);
  }

  private void fault(String what) {
    loop.fault(member.name() + ": " + what);
  }

  /// Takes nothing more from TCP.
  void stopReading() {
    if (channel != null) {
      channel.stopReading();
    }
  }

  void goOnReading() {
    if (channel != null) {
      channel.goOnReading();
    }
  }

  private void ended() {
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
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      fault("cannot close: " + e);
    }
  }
}
