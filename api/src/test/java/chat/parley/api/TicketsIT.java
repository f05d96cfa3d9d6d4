package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import chat.parley.infra.stores.RedisStore;
import chat.parley.shared.auth.TicketGrant;
import com.nimbusds.jwt.SignedJWT;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Tickets, as whoever looks into Redis finds them.
@Isolated("It reads the log of the process.")
class TicketsIT {
  private static final String TICKETS = "/v1/realtime/tickets";

  private static RunningApi api;
  private static RedisClient client;
  private static RedisCommands<String, String> redis;
  private static Person ada;

  @BeforeAll
  static void start() {
    api = RunningApi.onANewDatabase();
    client = RedisClient.create(RunningApi.redis().uri());
    redis = client.connect().sync();
    ada = api.rest().register("ada");
  }

  @AfterAll
  static void stop() {
    client.close();
    api.close();
  }

  @Test
  void aTicketStandsForItsAccessTokenForThirtySeconds() throws Exception {
    Answer bought = api.rest().as(ada).post(TICKETS, "").expect(201);
    String ticket = bought.text("ticket");

    String key = TicketGrant.key(ticket);
    TicketGrant grant = TicketGrant.decode(redis.get(key).getBytes(StandardCharsets.US_ASCII));
    assertThat(grant.token().user()).hasToString(ada.id());
    assertThat(grant.token().session()).hasToString(ada.session());
    assertThat(grant.token().expiresAt())
        .isEqualTo(SignedJWT.parse(ada.token()).getJWTClaimsSet().getExpirationTime().toInstant());
    assertThat(redis.pttl(key)).isBetween(1L, 30_000L);
  }

  @Test
  void theAnswerSaysWhereToOpenTheSocket() {
    Answer bought = api.rest().as(ada).post(TICKETS, "").expect(201);

    assertThat(Answer.members(bought.whole()))
        .containsExactlyInAnyOrder("ticket", "expires_in", "url");
    assertThat(bought.text("ticket")).matches("[A-Za-z0-9_-]{43}");
    assertThat(bought.number("expires_in")).isEqualTo(30);
    assertThat(bought.text("url"))
        .isEqualTo("ws://localhost:8081/ws?ticket=" + bought.text("ticket"));
  }

  @Test
  void theAddressIsAsItIsSet() {
    try (RunningApi other =
        RunningApi.with(Map.of("parley.realtime.url", "wss://push.example.org/ws?via=edge"))) {
      Rest bob = other.rest().as(other.rest().register("bob"));

      Answer bought = bob.post(TICKETS, "").expect(201);

      assertThat(bought.text("url"))
          .isEqualTo("wss://push.example.org/ws?via=edge&ticket=" + bought.text("ticket"));
    }
  }

  @Test
  void eachIsAnotherAndRedisHasNoneOfThem() {
    String first = api.rest().as(ada).post(TICKETS, "").expect(201).text("ticket");
    String second = api.rest().as(ada).post(TICKETS, "").expect(201).text("ticket");

    assertThat(first).isNotEqualTo(second);
    assertThat(redis.keys("*"))
        .contains(TicketGrant.key(first), TicketGrant.key(second))
        .allSatisfy(key -> assertThat(key).doesNotContain(first, second));
    assertThat(redis.get(TicketGrant.key(first))).doesNotContain(first);
  }

  @Test
  void nobodyBuysOneWithoutASessionThatCounts() {
    Person phone = Login.of(api.rest(), ada).person();
    api.rest().as(phone).post("/v1/auth/logout", "").expect(204);

    api.rest().post(TICKETS, "").expect(401);
    assertThat(api.rest().as(phone).post(TICKETS, "").expect(401).text("code"))
        .isEqualTo("session_revoked");
  }

  @Test
  void withoutRedisThereIsNoneAndTheAnswerIsPrompt() {
    try (RedisStore own = RedisStore.temporary();
        RunningApi separate = RunningApi.with(Map.of("parley.redis.uri", own.uri()))) {
      Rest bob = separate.rest().as(separate.rest().register("bob"));
      own.kill();
      assertUnavailable(bob);
      own.restart();
      bob.post(TICKETS, "");
      own.suspend();
      assertUnavailable(bob);
      own.resume();
    }
  }

  private static void assertUnavailable(Rest rest) {
    Instant begin = Instant.now();

    Answer refused = rest.post(TICKETS, "");

    assertThat(refused.status()).as("%s", refused).isEqualTo(503);
    assertThat(refused.text("code")).isEqualTo("dependency_unavailable");
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void noSecretIsInALog() {
    List<String> lines;
    List<String> secrets;
    try (LogLines log =
        new LogLines(Map.of("chat.parley", Level.TRACE, "io.micronaut", Level.DEBUG))) {
      Login phone = Login.of(api.rest(), ada);
      String ticket = api.rest().as(phone.person()).post(TICKETS, "").expect(201).text("ticket");
      api.rest()
          .as(phone.person())
          .post(
              "/v1/auth/password",
              "{\"current_password\": \"a bad guess\", \"new_password\": \"a good choice\"}")
          .expect(403);
      api.rest()
          .post("/v1/auth/logout", "{\"refresh_token\": \"" + phone.refreshToken() + "\"}")
          .expect(204);
      lines = log.lines();
      secrets =
          List.of(
              ticket,
              phone.refreshToken(),
              phone.person().token(),
              "a bad guess",
              "a good choice",
              RunningApi.SERVICE_CREDENTIAL);
    }

    assertThat(lines).isNotEmpty();
    assertThat(secrets)
        .allSatisfy(
            secret -> assertThat(lines).noneSatisfy(line -> assertThat(line).contains(secret)));
  }
}
