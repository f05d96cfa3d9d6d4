package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Person;
import chat.parley.shared.redis.Envelope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TypingIT {
  private static RunningApi api;
  private static Heard heard;

  private Person ada;
  private Person bob;

  @BeforeAll
  static void start() {
    api = RunningApi.onANewDatabase();
    heard = new Heard(RunningApi.redis().uri());
  }

  @AfterAll
  static void stop() {
    heard.close();
    api.close();
  }

  @BeforeEach
  void register() {
    ada = api.rest().register("ada");
    bob = api.rest().register("bob");
  }

  @Test
  void aBeginningTravelsWithItsEndAndIsGoodForSixSeconds() {
    String direct = api.rest().as(ada).direct(bob).expect(201).text("id");
    Instant before = Instant.now();

    say(ada, direct, "{\"is_typing\": true}", 204);

    List<Heard.Message> both = heard.on("parley:c:" + direct, 2);
    assertThat(both)
        .extracting(each -> each.envelope().kind())
        .containsExactly(Envelope.Kind.EPHEMERAL, Envelope.Kind.ENDING);
    assertThat(both).allMatch(each -> each.envelope().subject().toString().equals(ada.id()));
    assertThat(both.getLast().envelope().seq()).isEqualTo(6_000);
    assertThat(both.getFirst().json())
        .startsWith("{\"type\":\"typing.started\"")
        .contains(direct, ada.id(), ada.username());
    Instant end = Instant.parse(both.getFirst().json().replaceAll(".*expires_at\":\"|\".*", ""));
    assertThat(end).isBetween(before.plusSeconds(6), Instant.now().plus(Duration.ofSeconds(6)));

    say(ada, direct, "{\"is_typing\": false}", 204);

    Heard.Message stopped = heard.on("parley:c:" + direct, 3).getLast();
    assertThat(stopped.envelope().kind()).isEqualTo(Envelope.Kind.ENDING);
    assertThat(stopped.envelope().seq()).isZero();
    assertThat(stopped.json()).isEqualTo(both.getLast().json());
  }

  @Test
  void inAChannelOnlyWhoMayPostIsSeenTyping() {
    String channel =
        api.rest()
            .as(ada)
            .post(
                "/v1/conversations",
                "{\"type\": \"channel\", \"name\": \"News\", \"participant_ids\": [\"%s\"]}"
                    .formatted(bob.id()))
            .expect(201)
            .text("id");

    say(bob, channel, "{\"is_typing\": true}", 403);
    say(ada, channel, "{\"is_typing\": true}", 204);
  }

  @Test
  void whoIsMutedIsNotSeenTyping() {
    Room room = Room.open(api.rest().as(ada), "private", bob);
    room.mute(api.rest().as(ada), bob, "\"2099-01-01T00:00:00Z\"").expect(200);

    assertThat(
            api.rest()
                .as(bob)
                .post(path(room.id()), "{\"is_typing\": true}")
                .expect(403)
                .text("code"))
        .isEqualTo("muted");

    room.mute(api.rest().as(ada), bob, "null").expect(200);
    say(bob, room.id(), "{\"is_typing\": true}", 204);
  }

  @Test
  void nobodyTypesWhereTheyAreNot() {
    String direct = api.rest().as(ada).direct(bob).expect(201).text("id");

    say(api.rest().register("eve"), direct, "{\"is_typing\": true}", 404);
    say(ada, "01900000-0000-7000-8000-000000000000", "{\"is_typing\": true}", 404);
    say(ada, "nonsense", "{\"is_typing\": true}", 404);
    api.rest().post(path(direct), "{\"is_typing\": true}").expect(401);
  }

  @Test
  void whatSaysNeitherIsRefused() {
    String direct = api.rest().as(ada).direct(bob).expect(201).text("id");

    say(ada, direct, "{}", 422);
    say(ada, direct, "{\"is_typing\": null}", 422);
    say(ada, direct, "{\"is_typing\": \"yes\"}", 400);
    say(ada, direct, "{\"is_typing\": [true]}", 400);
    say(ada, direct, "true", 400);
  }

  /// Without Redis nobody is told, which nobody misses for long.
  @Test
  void whileRedisIsAwayTypingIsTakenAllTheSame() {
    try (RunningApi alone =
        RunningApi.with(
            Map.of(
                "parley.redis.uri",
                "redis://127.0.0.1:1",
                "parley.redis.connect-timeout",
                "100ms"))) {
      Person cleo = alone.rest().register("cleo");
      String direct =
          alone.rest().as(cleo).direct(alone.rest().register("dora")).expect(201).text("id");

      alone.rest().as(cleo).post(path(direct), "{\"is_typing\": true}").expect(204);
      alone.rest().as(cleo).put("/v1/users/me/status", "{\"status\": \"dnd\"}").expect(200);
    }
  }

  private static void say(Person person, String conversation, String body, int status) {
    api.rest().as(person).post(path(conversation), body).expect(status);
  }

  private static String path(String conversation) {
    return "/v1/conversations/" + conversation + "/typing";
  }
}
