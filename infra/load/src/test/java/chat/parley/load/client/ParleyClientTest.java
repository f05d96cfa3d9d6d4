package chat.parley.load.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.load.population.Member;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParleyClientTest {
  private static final UUID ROOM = UUID.fromString("01980000-0000-7000-8000-000000000001");
  private static final UUID OTHER = UUID.fromString("01980000-0000-7000-8000-000000000002");

  private final ClientLoop loop = new ClientLoop();
  private final ParleyClient client =
      new ParleyClient(
          new Member("ann", UUID.randomUUID(), UUID.randomUUID(), "token", List.of(ROOM, OTHER)),
          loop,
          new Staying());

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void takesTheServersPositionsAndThenOneEventAfterTheOther() {
    opened();
    told(hello(7, 3), event(ROOM, 8), event(OTHER, 4), event(ROOM, 9));

    assertThat(loop.takeFaults()).isEmpty();
    assertThat(client.positions()).isEqualTo(Map.of(ROOM, 9L, OTHER, 4L));
  }

  @Test
  void isTheJudgeOfWhatIsMissingAndOfWhatComesTwice() {
    opened();
    told(hello(7, 3), event(ROOM, 9), event(OTHER, 3));

    assertThat(loop.takeFaults()).containsExactly(ill(9, 7, ROOM), ill(3, 3, OTHER));
  }

  @Test
  void goesOnFromItsOwnPositionsWhenItComesBack() {
    opened();
    told(hello(7, 3), event(ROOM, 8));
    opened();
    told(hello(9, 3), event(ROOM, 9), resumed(), event(ROOM, 10));

    assertThat(loop.takeFaults()).isEmpty();
    assertThat(client.positions()).isEqualTo(Map.of(ROOM, 10L, OTHER, 3L));
  }

  @Test
  void ofWhatIsTooMuchToBeReplayedItBeginsAnewAtTheHelloAndSaysSoOnce() {
    opened();
    told(hello(7, 3), event(ROOM, 8));
    opened();
    told(hello(5_000, 4), event(OTHER, 4), resumed(ROOM), event(ROOM, 5_001));

    assertThat(loop.takeFaults()).containsExactly("ann: told to load anew: " + ROOM);
    assertThat(client.positions()).isEqualTo(Map.of(ROOM, 5_001L, OTHER, 4L));
  }

  private void opened() {
    loop.ask(client::upgrade);
  }

  private void told(String... frames) {
    for (String frame : frames) {
      byte[] bytes = frame.getBytes(UTF_8);
      loop.ask(
          () -> {
            client.text(bytes, 0, bytes.length);
            return bytes;
          });
    }
  }

  private static String hello(long room, long other) {
    return "{\"type\":\"hello\",\"data\":{\"conversations\":[%s,%s]}}"
        .formatted(position(ROOM, room), position(OTHER, other));
  }

  private static String position(UUID conversation, long seq) {
    return "{\"id\":\"%s\",\"seq\":%d}".formatted(conversation, seq);
  }

  private static String event(UUID conversation, long seq) {
    return "{\"type\":\"message.created\",\"conversation_id\":\"%s\",\"seq\":%d,\"data\":{}}"
        .formatted(conversation, seq);
  }

  private static String resumed(UUID... reset) {
    List<String> all = List.of(reset).stream().map("\"%s\""::formatted).toList();
    return "{\"type\":\"resumed\",\"id\":\"r\",\"data\":{\"replayed\":1,\"reset\":%s}}"
        .formatted(all);
  }

  private static String ill(long seq, long position, UUID conversation) {
    return "ann: %d after %d in %s".formatted(seq, position, conversation);
  }
}
