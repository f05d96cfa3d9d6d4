package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import chat.parley.shared.id.UserId;
import chat.parley.shared.redis.Channels;
import chat.parley.shared.redis.Envelope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Deleting one's own account: what is gone, what stays, and who can't come back.
class AccountDeletionIT {
  private static final String ME = "/v1/users/me";

  private static Database database;
  private static RunningApi one;
  private static RunningApi two;
  private static Rest nobody;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    one = RunningApi.on(database);
    two = RunningApi.on(database);
    nobody = one.rest();
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  @Test
  void whoDeletesTheirAccountIsOutAtOnceOnAllDevices() throws SQLException {
    Person ada = nobody.register("ada");
    Login phone = Login.of(nobody, ada);

    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      delete(ada).expect(204);

      for (Person device : List.of(ada, phone.person())) {
        Answer refused = nobody.as(device).get(ME);
        assertThat(refused.status()).as("%s", refused).isEqualTo(401);
        assertThat(refused.text("code")).isEqualTo("session_revoked");
      }
      // Both devices are told to go, and whoever still listens that this is a deleted user now.
      assertThat(heard.on(Channels.of(UserId.parse(ada.id())), 3))
          .filteredOn(news -> news.envelope().kind() == Envelope.Kind.REVOKED)
          .hasSize(2)
          .allSatisfy(news -> assertThat(news.json()).contains("\"deleted\""));
    }
    Answer login = Login.tried(nobody, ada, Login.PASSWORD);
    assertThat(login.status()).as("%s", login).isEqualTo(401);
    assertThat(login.text("code")).isEqualTo("invalid_credentials");
    assertThat(database.number("select count(*) from sessions where revoked_reason = 'deleted'"))
        .isGreaterThanOrEqualTo(2);
  }

  @Test
  void nothingOfThePersonStaysInTheRow() throws SQLException {
    Person ada = nobody.register("erased");
    nobody.as(ada).put(ME + "/status", "{\"status\": \"dnd\", \"status_text\": \"a secret text\"}");
    database.change(
        "update accounts set bio = 'a secret bio', last_seen_at = now(), avatar_url = '/secret'"
            + " where id = '%s'".formatted(ada.id()));
    database.change(
        "update sessions set device_name = 'a secret phone' where user_id = '%s'"
            .formatted(ada.id()));

    delete(ada).expect(204);

    assertThat(database.rowsWith(ada.username())).isZero();
    assertThat(database.rowsWith("secret")).isZero();
    assertThat(
            database.number(
                """
                select count(*) from accounts
                 where id = '%s' and username ~ '^deleted-[0-9a-f]{8}$'
                   and display_name = 'Deleted user' and deleted_at is not null and email is null
                   and password_hash is null and last_seen_at is null and not email_verified
                """
                    .formatted(ada.id())))
        .isOne();
  }

  @Test
  void nameAndAddressAreFreeAgain() {
    Person ada = nobody.register("again");
    delete(ada).expect(204);

    Answer second =
        nobody
            .post(
                "/v1/auth/register",
                """
                {"username": "%s", "email": "%s@example.org", "password": "correct horse battery"}
                """
                    .formatted(ada.username(), ada.username()))
            .expect(201);

    assertThat(second.text("user.id")).isNotEqualTo(ada.id());
    assertThat(nobody.withToken(second.text("access_token")).get(ME).status()).isEqualTo(200);
    assertThat(nobody.as(ada).get(ME).status()).isEqualTo(401);
  }

  @Test
  void aNameThatIsTakenIsNotGivenToADeletedAccount() throws SQLException {
    Person ada = nobody.register("collides");
    Person other = nobody.register("other");
    String taken = "deleted-" + ada.id().substring(ada.id().length() - 8);
    database.change(
        "update accounts set username = '%s' where id = '%s'".formatted(taken, other.id()));

    delete(ada).expect(204);

    assertThat(
            database.number(
                "select count(*) from accounts where id = '%s' and username <> '%s'"
                    .formatted(ada.id(), taken)))
        .isOne();
  }

  @Test
  void aWrongPasswordDeletesNothing() {
    Person ada = nobody.register("careful");

    Answer refused = nobody.as(ada).delete(ME, "{\"password\": \"a guess\"}");

    assertThat(refused.status()).as("%s", refused).isEqualTo(403);
    assertThat(refused.text("code")).isEqualTo("invalid_credentials");
    nobody.as(ada).get(ME).expect(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{}|422", "{\"password\": null}|422", "{\"password\": 5}|400", "[]|400", "|400"})
  void withoutAPasswordNothingIsDeleted(String body, int status) {
    Person ada = nobody.register("hasty");

    Answer refused = nobody.as(ada).delete(ME, body == null ? "" : body);

    assertThat(refused.status()).as("%s", refused).isEqualTo(status);
    nobody.as(ada).get(ME).expect(200);
  }

  @Test
  void ofDeletionsAtOnceEachIsAnsweredAndOneIsDone() throws Exception {
    Person ada = nobody.register("twice");

    List<Answer> answers =
        Together.times(
            6,
            i ->
                (i % 2 == 0 ? one : two)
                    .rest()
                    .as(ada)
                    .delete(ME, "{\"password\": \"" + Login.PASSWORD + "\"}"));

    assertThat(answers.stream().map(Answer::status))
        .as("%s", answers)
        .containsOnlyOnce(204)
        .isSubsetOf(204, 401, 403);
  }

  @Test
  void aLoginThatIsOvertakenByTheDeletionBeginsNoSession() throws Exception {
    Person ada = nobody.register("overtaken");
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      Database.change(
          connection, "update accounts set deleted_at = now() where id = '%s'".formatted(ada.id()));
      CompletableFuture<Answer> login =
          CompletableFuture.supplyAsync(() -> Login.tried(nobody, ada, Login.PASSWORD));
      database.awaitSomebodyWaitingForALock();
      connection.commit();

      assertThat(login.get().status()).as("%s", login.get()).isEqualTo(401);
    }
  }

  @Test
  void whoIsDeletedLeavesGroupsAndStaysInDirectConversations() {
    Person ada = nobody.register("ada");
    Person bob = nobody.register("bob");
    Person eve = nobody.register("eve");
    String group = nobody.as(ada).group(bob, eve);
    String alone = nobody.as(ada).group();
    String direct = nobody.as(bob).direct(ada).expect(201).text("id");
    nobody.as(ada).write(direct, "to bob").expect(201);
    nobody.as(ada).write(group, "to all").expect(201);

    delete(ada).expect(204);

    await()
        .until(
            () ->
                nobody.as(bob).get("/v1/conversations/" + group).number("participant_count") == 2);
    List<String> roles =
        nobody.as(eve).get("/v1/conversations/" + group + "/participants").texts("role");
    assertThat(roles).containsExactlyInAnyOrder("owner", "member");
    Answer events =
        nobody.as(bob).get("/v1/conversations/" + group + "/events?after=0").expect(200);
    assertThat(events.body()).contains("\"participant.removed\"", "\"deleted\"");

    Answer seen = nobody.as(bob).get("/v1/conversations/" + direct).expect(200);
    assertThat(seen.text("peer.display_name")).isEqualTo("Deleted user");
    assertThat(seen.at("peer.deleted").getBooleanValue()).isTrue();
    assertThat(seen.text("peer.id")).isEqualTo(ada.id());
    assertThat(seen.text("peer.status")).isEqualTo("offline");
    assertThat(nobody.as(bob).get(Rest.messages(direct)).items().getFirst().toString())
        .isNotBlank();
    assertThat(nobody.as(bob).get(Rest.messages(group)).body())
        .contains("to all", "Deleted user")
        .doesNotContain(ada.username());
    await()
        .until(
            () ->
                database.number(
                        "select count(*) from conversations where deleted_at is not null and id = '"
                            + alone
                            + "'")
                    == 1);
  }

  /// As if the api had died between the deletion and the leaving.
  @Test
  void whoeverFindsADeletedParticipantTakesThemOut() throws SQLException {
    Person ada = nobody.register("ada");
    Person bob = nobody.register("bob");
    String group = nobody.as(ada).group(bob);

    database.change("update accounts set deleted_at = now() where id = '%s'".formatted(ada.id()));

    await()
        .until(
            () ->
                nobody.as(bob).get("/v1/conversations/" + group).number("participant_count") == 1);
    assertThat(nobody.as(bob).get("/v1/conversations/" + group).text("me.role")).isEqualTo("owner");
  }

  @Test
  void whoHasLeftEverythingIsLookedForNoMore() throws SQLException {
    Person ada = nobody.register("gone");
    delete(ada).expect(204);

    database.change(
        "update accounts set deleted_at = now() - interval '3 minutes' where id = '%s'"
            .formatted(ada.id()));

    await()
        .until(
            () ->
                database.number(
                        "select count(*) from accounts where departed and id = '" + ada.id() + "'")
                    == 1);
  }

  @Test
  void aPersonsMailGoesWithThem() throws SQLException {
    Person ada = nobody.register("mailed");
    database.change(
        """
        insert into mail_tokens (user_id, purpose, token_hash, email, expires_at)
        values ('%s', 'reset', '\\x00', '%s@example.org', now() + interval '1 hour')
        """
            .formatted(ada.id(), ada.username()));
    database.change(
        """
        insert into mail_outbox (kind, email, due_at)
        values ('reset', '%s@EXAMPLE.org', now() + interval '1 hour')
        """
            .formatted(ada.username()));

    delete(ada).expect(204);

    assertThat(database.rowsWith(ada.username())).isZero();
  }

  private static Answer delete(Person person) {
    return nobody.as(person).delete(ME, "{\"password\": \"" + Login.PASSWORD + "\"}");
  }
}
