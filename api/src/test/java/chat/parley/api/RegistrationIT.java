package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import chat.parley.api.Rest.Answer;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Becoming somebody and coming back.
@Isolated("It reads the log of the process.")
class RegistrationIT {
  private static final String REGISTER = "/v1/auth/register";
  private static final String LOGIN = "/v1/auth/login";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String PASSWORD = "correct horse battery";

  private static Database database;
  private static RunningApi one;
  private static RunningApi two;
  private static Rest rest;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    one = RunningApi.on(database);
    two = RunningApi.on(database);
    rest = one.rest();
    rest.post(REGISTER, person("Ada.Lovelace", "Ada@Example.org")).expect(201);
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  @Test
  void aUsernameIsTakenInAnyCase() {
    Answer refused = rest.post(REGISTER, person("aDA.lovelACE", "other@example.org"));

    assertThat(refused.status()).as("%s", refused).isEqualTo(409);
    assertThat(refused.text("code")).isEqualTo("username_taken");
  }

  @Test
  void anAddressIsTakenInAnyCase() {
    Answer refused = rest.post(REGISTER, person("other", "aDA@eXAMPLE.oRG"));

    assertThat(refused.status()).as("%s", refused).isEqualTo(409);
    assertThat(refused.text("code")).isEqualTo("email_taken");
  }

  @Test
  void ofEqualRegistrationsThatRaceThroughTwoApisOneSucceeds() throws Exception {
    for (int round = 0; round < 6; round++) {
      // Each of them with each other: the same name or the same address, in any case.
      String[] bodies = {
        person("racer-" + round, "racer-" + round + "@example.org"),
        person("RACER-" + round, "Racer-" + round + "@Example.org"),
        round % 2 == 0
            ? person("rAcEr-" + round, "other-" + round + "@example.org")
            : person("rival-" + round, "RACER-" + round + "@EXAMPLE.ORG")
      };

      List<Answer> answers =
          Together.times(8, i -> (i % 2 == 0 ? one : two).rest().post(REGISTER, bodies[i % 3]));

      assertThat(answers.stream().map(Answer::status))
          .as("%s", answers)
          .containsOnlyOnce(201)
          .containsOnly(201, 409);
      assertThat(answers.stream().filter(answer -> answer.status() == 409))
          .allSatisfy(
              answer -> assertThat(answer.text("code")).isIn("username_taken", "email_taken"));
    }
  }

  @Test
  void theAnswerHasTheMembersOfTheContractAndNoOther() {
    Answer answer = rest.post(REGISTER, person("Shape", "Shape@example.org")).expect(201);

    assertThat(Answer.members(answer.whole()))
        .containsExactlyInAnyOrder(
            "user", "access_token", "refresh_token", "token_type", "expires_in", "session_id");
    assertThat(answer.members("user")).isEqualTo(Shape.ME);
    assertThat(answer.text("user.username")).isEqualTo("Shape");
    assertThat(answer.text("user.display_name")).isEqualTo("Shape");
    assertThat(answer.text("user.email")).isEqualTo("Shape@example.org");
    assertThat(answer.at("user.email_verified").getBooleanValue()).isFalse();
    assertThat(answer.text("user.role")).isEqualTo("user");
    assertThat(answer.text("user.created_at"))
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    assertThat(answer.text("token_type")).isEqualTo("bearer");
    assertThat(answer.number("expires_in")).isEqualTo(900);
  }

  @Test
  void whoAmIIsTheUserOfTheAnswer() {
    Answer answer =
        rest.post(
                REGISTER,
                """
                {"username": "myself", "email": "myself@example.org", "password": "%s",
                 "display_name": "Me, myself 😀"}
                """
                    .formatted(PASSWORD))
            .expect(201);
    Rest me = rest.withToken(answer.text("access_token"));

    assertThat(me.get("/v1/users/me").expect(200).whole()).isEqualTo(answer.at("user"));
    assertThat(me.get("/v1/auth/me").expect(200).whole()).isEqualTo(answer.at("user"));
    assertThat(answer.text("user.display_name")).isEqualTo("Me, myself 😀");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"username\": \"Ada.Lovelace\", \"password\": \"PASSWORD\"}",
        "{\"username\": \"ada.LOVELACE\", \"password\": \"PASSWORD\"}",
        "{\"email\": \"Ada@Example.org\", \"password\": \"PASSWORD\"}",
        "{\"email\": \"ada@example.ORG\", \"password\": \"PASSWORD\", \"device_name\": \"Phone\"}",
        "{\"username\": \"ada@example.org\", \"password\": \"PASSWORD\", \"unknown\": [1]}",
      })
  void peopleLogInByNameOrAddressInAnyCase(String body) {
    Answer answer = rest.post(LOGIN, body.replace("PASSWORD", PASSWORD));

    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    assertThat(answer.text("user.username")).isEqualTo("Ada.Lovelace");
    assertThat(
            rest.withToken(answer.text("access_token"))
                .get("/v1/users/me")
                .expect(200)
                .text("username"))
        .isEqualTo("Ada.Lovelace");
  }

  @Test
  void theOAuth2PasswordFormLogsInAndItsOtherFieldsAreIgnored() throws SQLException {
    Answer answer =
        rest.post(
            LOGIN,
            FORM,
            "grant_type=password&username=ada.lovelace&password=correct+horse%20battery"
                + "&scope=&client_id=x&device_name=Ada%27s+phone");

    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    assertThat(answer.text("user.username")).isEqualTo("Ada.Lovelace");
    assertThat(
            database.number(
                "select count(*) from sessions where device_name = 'Ada''s phone' and id = '"
                    + answer.text("session_id")
                    + "'"))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "username=a%00b&password=x",
        "username=ada.lovelace&password=a%00b",
        "username=ada.lovelace&password=correct+horse+battery&device_name=a%00b",
        "username=%ff&password=%c0%80",
        "username[]=a&username[]=b&password=x",
        "username=a&username=b&password=x",
        "%00=&=&&&",
        "%",
        "",
      })
  void aStrangeFormIsTheClientsFault(String form) {
    Answer answer = rest.post(LOGIN, FORM, form);

    assertThat(answer.status()).as("%s", answer).isBetween(400, 499);
    assertThat(answer.text("code"))
        .isIn("malformed_request", "validation_failed", "invalid_credentials");
  }

  @Test
  void aWrongPasswordAndAnUnknownNameCannotBeToldApart() {
    Answer wrong = logInAs("ada.lovelace", "not her password");
    Answer unknown = logInAs("nobody-at-all", "not her password");

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.text("code")).isEqualTo("invalid_credentials");
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.body()).isEqualTo(wrong.body());
    assertThat(unknown.response().headers().map().keySet())
        .isEqualTo(wrong.response().headers().map().keySet());
  }

  /// The quickest of several: what else the machine does only makes some of them slower.
  @Test
  void anUnknownNameTakesAsLongAsAWrongPassword() {
    Duration wrong = quickest(() -> logInAs("ada.lovelace", "not her password"));
    Duration unknown = quickest(() -> logInAs("nobody-at-all", "not her password"));

    assertThat(unknown).isBetween(wrong.dividedBy(2), wrong.multipliedBy(2));
  }

  @Test
  void noSecretStandsInTheDatabaseOrInTheLog() throws Exception {
    String password = "Tr0ub4dor-and-3";
    List<String> secrets;
    List<String> lines;
    try (LogLines log =
        new LogLines(Map.of("chat.parley", Level.TRACE, "io.micronaut", Level.DEBUG))) {
      Answer registered =
          rest.post(
                  REGISTER,
                  "{\"username\": \"secretive\", \"email\": \"s@e.org\", \"password\": \"%s\"}"
                      .formatted(password))
              .expect(201);
      Answer loggedIn =
          rest.post(LOGIN, FORM, "username=secretive&password=" + password).expect(200);
      Rest secretive = rest.withToken(loggedIn.text("access_token"));
      secretive.write(secretive.group(), "hello").expect(201);
      rest.post(LOGIN, "{\"username\": \"secretive\", \"password\": \"" + password + "x\"}")
          .expect(401);
      rest.post(LOGIN, "{\"username\": \"secretive\", \"password\": \"" + password).expect(400);
      rest.post(REGISTER, "{\"username\": \"s\", \"password\": \"" + password + "\"}").expect(422);
      secrets =
          Stream.of(
                  password,
                  registered.text("access_token"),
                  registered.text("refresh_token"),
                  loggedIn.text("access_token"),
                  loggedIn.text("refresh_token"))
              .toList();
      lines = log.lines();
    }

    // The search finds what is there, also in bytes.
    assertThat(database.rowsWith("secretive")).isPositive();
    assertThat(database.rowsWith(hashHex(secrets.getLast()))).isPositive();
    assertThat(lines).as("the log is listened to").anyMatch(line -> line.contains(LOGIN));
    for (String secret : secrets) {
      assertThat(database.rowsWith(secret)).as("rows with %s", secret).isZero();
      assertThat(database.rowsWith(hex(secret.getBytes(StandardCharsets.UTF_8)))).isZero();
      assertThat(lines).noneMatch(line -> line.contains(secret));
    }
    for (String refreshToken : List.of(secrets.get(2), secrets.get(4))) {
      assertThat(database.rowsWith(hex(Base64.getUrlDecoder().decode(refreshToken)))).isZero();
    }
  }

  private static Answer logInAs(String username, String password) {
    return rest.send(
        rest.request(LOGIN)
            .header("Content-Type", "application/json")
            .header("X-Request-Id", "the-same")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(username, password))));
  }

  private static Duration quickest(Runnable work) {
    long nanos =
        LongStream.range(0, 7)
            .map(
                i -> {
                  Instant begin = Instant.now();
                  work.run();
                  return Duration.between(begin, Instant.now()).toNanos();
                })
            .min()
            .orElseThrow();
    return Duration.ofNanos(nanos);
  }

  private static String hashHex(String token) throws NoSuchAlgorithmException {
    return hex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String person(String username, String email) {
    return "{\"username\": \"%s\", \"email\": \"%s\", \"password\": \"%s\"}"
        .formatted(username, email, PASSWORD);
  }
}
