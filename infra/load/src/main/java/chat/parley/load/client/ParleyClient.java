package chat.parley.load.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.parley.load.population.Member;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A device of Parley's: resumes from its own positions, and is the judge of what comes next in
/// each of its conversations. Only its loop's thread touches it.
public final class ParleyClient extends Client {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Member member;
  private @Nullable Positions positions;
  private Map<UUID, Long> told = Map.of();
  private boolean resuming;
  private boolean mayResume = true;
  private long replayed;

  public ParleyClient(Member member, ClientLoop loop, Course course) {
    super(member.name(), loop, course);
    this.member = member;
  }

  /// With as little room in the kernel as it gives.
  public ParleyClient withSmallReceiveBuffer() {
    useSmallReceiveBuffer();
    return this;
  }

  /// For a server that has no past: each connection begins with the server's positions.
  public ParleyClient withoutResuming() {
    mayResume = false;
    return this;
  }

  public Member member() {
    return member;
  }

  /// How many events it was replayed when it last resumed.
  public long replayed() {
    return replayed;
  }

  public Map<UUID, Long> positions() {
    return positions == null ? Map.of() : positions.asMap();
  }

  /// @param json a command
  public void command(String json) {
    send(json.getBytes(UTF_8));
  }

  /// From its own positions if it has any, else from the server's.
  @Override
  byte[] upgrade() {
    resuming = mayResume && positions != null;
    return ClientBytes.upgrade(resuming ? "/ws?resume=1" : "/ws", member.token());
  }

  @Override
  void opened() {
    // The first word is the server's.
  }

  @Override
  void text(byte[] memory, int from, int to) {
    FrameScanner scanner = loop().scanner();
    scanner.scan(memory, from, to);
    if (scanner.isDurable()) {
      event(scanner);
      return;
    }
    switch (scanner.type()) {
      case "hello" -> hello(json(memory, from, to));
      case "resumed" -> resumed(json(memory, from, to).path("data"));
      case "reconnect" ->
          course().toldToReconnect(this, json(memory, from, to).at("/data/delay_ms").asLong());
      case "ack" -> loop().tally().answered(scanner.due(), scanner.number(), System.nanoTime());
      case "error" -> fault(new String(memory, from, to - from, UTF_8));
      default -> {}
    }
  }

  private static JsonNode json(byte[] memory, int from, int to) {
    try {
      return JSON.readTree(memory, from, to - from);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
    receive(scanner);
  }

  private void hello(JsonNode hello) {
    told = new TreeMap<>();
    for (JsonNode each : hello.at("/data/conversations")) {
      told.put(UUID.fromString(each.get("id").asText()), each.get("seq").asLong());
    }
    if (positions != null && resuming) {
      JsonNode resume =
          JSON.valueToTree(
              Map.of("type", "resume", "id", "r", "data", Map.of("positions", positions.asMap())));
      command(resume.toString());
      return;
    }
    positions = new Positions(told);
    follow();
  }

  /// What can't be replayed goes on from the hello's position: a fault in itself, but none of what
  /// comes next.
  private void resumed(JsonNode summary) {
    replayed = summary.path("replayed").asLong();
    for (JsonNode each : summary.path("reset")) {
      fault("told to load anew: " + each.asText());
      UUID conversation = UUID.fromString(each.asText());
      if (positions != null && told.containsKey(conversation)) {
        positions.goOnFrom(conversation, told.get(conversation));
      }
    }
    follow();
  }
}
