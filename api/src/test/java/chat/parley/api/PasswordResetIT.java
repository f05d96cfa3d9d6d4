package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A new password by mail.
class PasswordResetIT {
  private static final String RESET = "/v1/auth/password-reset";
  private static final String CONFIRM = RESET + "/confirm";
  private static final String ME = "/v1/users/me";
  private static final String NEW = "a wholly new battery";

  private static Database database;
  private static RunningApi one;
  private static RunningApi two;
  private static Rest nobody;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    Map<String, Object> settings =
        Map.of(
            "parley.database.url",
            database.url(),
            "parley.mail.keep",
            "true",
            "parley.mail.poll-interval",
            "100ms");
    one = RunningApi.with(settings);
    two = RunningApi.with(settings);
    nobody = one.rest();
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  @Test
  void whoReadsTheMailChoosesANewPasswordAndAllSessionsEnd() {
    Person ada = nobody.register("ada");
    Login phone = Login.of(nobody, ada);

    request(ada).expect(202);
    String token = mailbox(ada).reset(1);
    confirm(token, NEW).expect(204);

    for (Person device : List.of(ada, phone.person())) {
      Answer refused = nobody.as(device).get(ME);
      assertThat(refused.status()).as("%s", refused).isEqualTo(401);
      assertThat(refused.text("code")).isEqualTo("session_revoked");
    }
    assertThat(Login.tried(nobody, ada, Login.PASSWORD).status()).isEqualTo(401);
    Login back = Login.of(nobody, ada, NEW);
    assertThat(nobody.as(back.person()).get(ME).at("email_verified").getBooleanValue()).isTrue();
  }

  @Test
  void aTokenWorksOnce() {
    Person ada = nobody.register("once");
    request(ada).expect(202);
    String token = mailbox(ada).reset(1);
    confirm(token, NEW).expect(204);

    assertUnusable(confirm(token, "another battery of mine"));
    Login.of(nobody, ada, NEW);
  }

  @Test
  void ofConfirmationsAtOnceOneIsTaken() throws Exception {
    Person ada = nobody.register("racing");
    request(ada).expect(202);
    String token = mailbox(ada).reset(1);

    List<Answer> answers =
        Together.times(
            4,
            i ->
                (i % 2 == 0 ? one : two)
                    .rest()
                    .post(
                        CONFIRM,
                        "{\"token\": \"%s\", \"new_password\": \"battery number %d\"}"
                            .formatted(token, i)));

    assertThat(answers.stream().map(Answer::status))
        .as("%s", answers)
        .containsOnlyOnce(204)
        .isSubsetOf(204, 422);
  }

  @Test
  void aNewTokenVoidsTheOneBefore() {
    Person ada = nobody.register("newer");
    request(ada).expect(202);
    String first = mailbox(ada).reset(1);
    request(ada).expect(202);
    String second = mailbox(ada).reset(2);

    assertUnusable(confirm(first, NEW));
    confirm(second, NEW).expect(204);
  }

  @Test
  void aTokenEndsAfterItsTime() throws SQLException {
    Person ada = nobody.register("late");
    request(ada).expect(202);
    String token = mailbox(ada).reset(1);
    assertThat(
            database.number(
                "select count(*) from mail_tokens where purpose = 'reset' and user_id = '%s' and"
                        .formatted(ada.id())
                    + " expires_at between now() + interval '59 min' and now() + interval '1 h'"))
        .isOne();

    database.change(
        "update mail_tokens set expires_at = now() where user_id = '%s'".formatted(ada.id()));

    assertUnusable(confirm(token, NEW));
  }

  @Test
  void aTokenForAFormerAddressProvesNothing() throws SQLException {
    Person ada = nobody.register("moved");
    request(ada).expect(202);
    String token = mailbox(ada).reset(1);

    database.change(
        "update accounts set email = 'new-%s@example.org' where id = '%s'"
            .formatted(ada.username(), ada.id()));

    assertUnusable(confirm(token, NEW));
    Login.of(nobody, ada);
  }

  @Test
  void anUnknownAddressIsAnsweredTheSameAndGetsNoMail() throws SQLException {
    Answer known = request(nobody.register("known"));
    Answer unknown = nobody.post(RESET, "{\"email\": \"nobody-here@example.org\"}");

    assertThat(unknown.status()).isEqualTo(202);
    assertThat(unknown.body()).isEqualTo(known.body());
    await().until(() -> database.number("select count(*) from mail_outbox") == 0);
    assertThat(nobody.get("/dev/mail").texts("to")).doesNotContain("nobody-here@example.org");
  }

  @Test
  void theAddressMayBeTypedInAnyCase() {
    Person ada = nobody.register("shouting");
    nobody
        .post(
            RESET,
            "{\"email\": \"%s@EXAMPLE.org\"}".formatted(ada.username().toUpperCase(Locale.ROOT)))
        .expect(202);

    confirm(mailbox(ada).reset(1), NEW).expect(204);
  }

  @Test
  void theTokenStandsInNoRowAndInNoOtherPurpose() throws SQLException {
    Person ada = nobody.register("hidden");
    String verification = mailbox(ada).verification();
    request(ada).expect(202);
    String token = mailbox(ada).reset(1);

    assertThat(database.rowsWith(token)).isZero();
    assertUnusable(confirm(verification, NEW));
    assertUnusable(
        nobody.post("/v1/auth/email-verification/confirm", "{\"token\": \"" + token + "\"}"));
    confirm(token, NEW).expect(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "ÄÖ😀", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void aTokenThatIsNoneIsRefusedWithoutHashing(String token) {
    assertUnusable(confirm(token, NEW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "password1", "PassWord1"})
  void theNewPasswordObeysTheSameRules(String password) {
    Answer refused = confirm("any", password);

    assertThat(refused.status()).as("%s", refused).isEqualTo(422);
    assertThat(refused.text("errors.0.field")).isEqualTo("new_password");
  }

  private static void assertUnusable(Answer answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(422);
    assertThat(answer.text("code")).isEqualTo("validation_failed");
    assertThat(answer.text("errors.0.field")).isEqualTo("token");
  }

  private static Answer request(Person person) {
    return nobody.post(RESET, "{\"email\": \"" + person.username() + "@example.org\"}");
  }

  private static Answer confirm(String token, String password) {
    return nobody.post(
        CONFIRM, "{\"token\": \"%s\", \"new_password\": \"%s\"}".formatted(token, password));
  }

  /// At the other api than the one that was asked: all show all mail.
  private static Mailbox mailbox(Person person) {
    return new Mailbox(two.rest(), person.username() + "@example.org");
  }
}
