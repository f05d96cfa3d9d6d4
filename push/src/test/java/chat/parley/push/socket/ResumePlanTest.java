package chat.parley.push.socket;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.shared.gateway.Opening;
import chat.parley.shared.id.ConversationId;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResumePlanTest {
  private static final ConversationId ROOM =
      ConversationId.parse("019aa0c0-0000-7000-8000-0000000000c1");
  private static final ConversationId OTHER =
      ConversationId.parse("019aa0c0-0000-7000-8000-0000000000c2");

  @ParameterizedTest
  @CsvSource({"1999, 0, 2000", "1000, 0, 2000", "1500, 1500, 2000", "0, 0, 1", "0, 0, 1000"})
  void whatIsMissingIsReplayedFromTheClientsPositionToTheHellos(
      long client, long joined, long server) {
    assertThat(plan(client, joined, server))
        .isEqualTo(new ResumePlan(List.of(new ResumePlan.Gap(ROOM, client, server)), List.of()));
  }

  @ParameterizedTest
  @CsvSource({"2001, 0, 2000", "999, 0, 2000", "1499, 1500, 2000"})
  void aheadOfTheServerTooFarBehindOrFromBeforeTheMembershipIsReset(
      long client, long joined, long server) {
    assertThat(plan(client, joined, server)).isEqualTo(new ResumePlan(List.of(), List.of(ROOM)));
  }

  @Test
  void whoIsUpToDateMissesNothing() {
    assertThat(plan(42, 42, 42)).isEqualTo(new ResumePlan(List.of(), List.of()));
  }

  @Test
  void whatTheClientDoesNotNameStartsAtTheHelloAndWhatIsNotItsOwnIsIgnored() {
    ResumePlan plan =
        ResumePlan.of(
            List.of(new Opening.Position(ROOM, 5_000, 0, 0)), List.of(), Map.of(OTHER, 3L));

    assertThat(plan).isEqualTo(new ResumePlan(List.of(), List.of()));
  }

  @Test
  void ofAMembershipThatEndedTheRestIsReplayedUpToItsEndAndNoMore() {
    Opening.Departure end = new Opening.Departure(ROOM, 10, 50);

    assertThat(former(end, 40))
        .isEqualTo(new ResumePlan(List.of(new ResumePlan.Gap(ROOM, 40, 50)), List.of()));
    assertThat(former(end, 50)).isEqualTo(new ResumePlan(List.of(), List.of()));
    assertThat(former(end, 60)).isEqualTo(new ResumePlan(List.of(), List.of()));
    assertThat(former(end, 9)).isEqualTo(new ResumePlan(List.of(), List.of(ROOM)));
    assertThat(former(new Opening.Departure(ROOM, 0, 1_001), 0))
        .isEqualTo(new ResumePlan(List.of(), List.of(ROOM)));
    assertThat(ResumePlan.of(List.of(), List.of(end), Map.of()))
        .isEqualTo(new ResumePlan(List.of(), List.of()));
  }

  private static ResumePlan former(Opening.Departure end, long client) {
    return ResumePlan.of(List.of(), List.of(end), Map.of(ROOM, client));
  }

  @Test
  void positionsAreReadFromTheFrame() {
    String frame = "{\"data\": {\"positions\": {\"%s\": 38, \"%s\": 0}}}".formatted(ROOM, OTHER);

    assertThat(ResumePlan.positions(json(frame))).hasValue(Map.of(ROOM, 38L, OTHER, 0L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"data\": []}",
        "{\"data\": {}}",
        "{\"data\": {\"positions\": [1]}}",
        "{\"data\": {\"positions\": {\"room\": 1}}}",
        "{\"data\": {\"positions\": {\"019aa0c0-0000-7000-8000-0000000000c1\": -1}}}",
        "{\"data\": {\"positions\": {\"019aa0c0-0000-7000-8000-0000000000c1\": 1.5}}}",
        "{\"data\": {\"positions\": {\"019aa0c0-0000-7000-8000-0000000000c1\": \"1\"}}}",
        "{\"data\": {\"positions\": {\"019aa0c0-0000-7000-8000-0000000000c1\": null}}}",
        "{\"data\": {\"positions\": {\"019aa0c0-0000-7000-8000-0000000000c1\": 1e30}}}"
      })
  void malformedPositionsAreNone(String frame) {
    assertThat(ResumePlan.positions(json(frame))).isEmpty();
  }

  private static ResumePlan plan(long client, long joined, long server) {
    return ResumePlan.of(
        List.of(new Opening.Position(ROOM, server, 0, joined)), List.of(), Map.of(ROOM, client));
  }

  private static JsonNode json(String text) {
    try {
      return Objects.requireNonNull(JsonMapper.createDefault().readValue(text, JsonNode.class));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
