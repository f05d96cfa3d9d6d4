package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Whether an address is really its owner's.
class EmailVerificationIT {
  private static final String AGAIN = "/v1/auth/email-verification";
  private static final String CONFIRM = AGAIN + "/confirm";
  private static final String ME = "/v1/users/me";

  private static Database database;
  private static RunningApi api;
  private static Rest nobody;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api =
        RunningApi.with(
            Map.of(
                "parley.database.url",
                database.url(),
                "parley.mail.keep",
                "true",
                "parley.mail.link-base",
                "https://chat.example.org",
                "parley.mail.poll-interval",
                "100ms"));
    nobody = api.rest();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void whoRegistersGetsAMailWhoseTokenConfirmsTheAddress() {
    Person ada = nobody.register("ada");
    assertThat(isVerified(ada)).isFalse();

    String token = mailbox(ada).verification();
    confirm(token).expect(204);

    assertThat(isVerified(ada)).isTrue();
    assertUnusable(confirm(token));
    assertThat(nobody.get("/dev/mail").body())
        .contains("https://chat.example.org/#verify-email=" + token)
        .contains(ada.username() + "@example.org");
  }

  @Test
  void theMailIsSentAgainAndOnlyTheNewestTokenWorks() {
    Person ada = nobody.register("again");
    String first = mailbox(ada).verification();

    nobody.as(ada).post(AGAIN).expect(202);
    String second = mailbox(ada).tokens("Confirm your e-mail address", 2).getFirst();

    assertUnusable(confirm(first));
    confirm(second).expect(204);
  }

  @Test
  void whoIsVerifiedGetsNoOtherMail() throws SQLException {
    Person ada = nobody.register("done");
    confirm(mailbox(ada).verification()).expect(204);

    nobody.as(ada).post(AGAIN).expect(202);

    assertThat(database.number("select count(*) from mail_outbox")).isZero();
  }

  @Test
  void aTokenIsGoodForTheAddressThatItWasMadeForAlone() throws SQLException {
    Person ada = nobody.register("moves");
    String token = mailbox(ada).verification();

    database.change(
        "update accounts set email = 'new-%s@example.org' where id = '%s'"
            .formatted(ada.username(), ada.id()));

    assertUnusable(confirm(token));
    assertThat(isVerified(ada)).isFalse();
    nobody.as(ada).post(AGAIN).expect(202);
    confirm(new Mailbox(nobody, "new-" + ada.username() + "@example.org").verification())
        .expect(204);
    assertThat(isVerified(ada)).isTrue();
  }

  @Test
  void onlyWhoIsLoggedInHasItSentAgain() {
    assertThat(nobody.post(AGAIN).status()).isEqualTo(401);
  }

  private static void assertUnusable(Answer answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(422);
    assertThat(answer.text("errors.0.field")).isEqualTo("token");
  }

  private static Answer confirm(String token) {
    return nobody.post(CONFIRM, "{\"token\": \"" + token + "\"}");
  }

  private static boolean isVerified(Person person) {
    return nobody.as(person).get(ME).expect(200).at("email_verified").getBooleanValue();
  }

  private static Mailbox mailbox(Person person) {
    return new Mailbox(nobody, person.username() + "@example.org");
  }
}
