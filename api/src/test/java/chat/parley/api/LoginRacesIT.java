package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Logging in while the password changes.
class LoginRacesIT {
  private static final String NEW_PASSWORD = "battery horse correct";

  private static Database database;
  private static RunningApi api;
  private static Rest nobody;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    nobody = api.rest();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void theOldPasswordBeginsNoSessionWhileItIsReplaced() throws SQLException {
    Person ada = nobody.register("ada");
    Person bob = nobody.register("bob");
    change(bob).expect(204);

    Answer refused = loggedInWhileTheHashBecomesThatOf(bob, ada);

    assertThat(refused.status()).as("%s", refused).isEqualTo(401);
    assertThat(refused.text("code")).isEqualTo("invalid_credentials");
    assertThat(sessionsOf(ada)).isEqualTo(1);
  }

  /// As when it is rehashed.
  @Test
  void anotherHashOfTheSamePasswordKeepsNobodyOut() throws SQLException {
    Person ada = nobody.register("ada");
    Person bob = nobody.register("bob");

    Answer answer = loggedInWhileTheHashBecomesThatOf(bob, ada);

    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    nobody.withToken(answer.text("access_token")).get("/v1/users/me").expect(200);
  }

  /// The change has begun before the session can be seen, and ends it all the same.
  @Test
  void aSessionThatJustBeganWithTheOldPasswordEndsWithIt() throws SQLException {
    Person ada = nobody.register("ada");
    UUID session = UUID.randomUUID();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      // As the api does.
      statement.execute("select from accounts where id = '" + ada.id() + "' for share");
      statement.execute(
          """
          insert into sessions (id, user_id, created_at, last_used_at)
          values ('%s', '%s', now(), now())
          """
              .formatted(session, ada.id()));
      CompletableFuture<Answer> changed = CompletableFuture.supplyAsync(() -> change(ada));
      database.awaitSomebodyWaitingForALock();
      connection.commit();
      changed.join().expect(204);
    }

    assertThat(
            database.number(
                "select count(*) from sessions where revoked_reason = 'password_changed' and id = '"
                    + session
                    + "'"))
        .isEqualTo(1);
  }

  private static Answer loggedInWhileTheHashBecomesThatOf(Person other, Person person)
      throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      Database.change(
          connection,
          """
          update accounts set password_hash = (select password_hash from accounts where id = '%s')
           where id = '%s'
          """
              .formatted(other.id(), person.id()));
      CompletableFuture<Answer> login =
          CompletableFuture.supplyAsync(() -> Login.tried(nobody, person, Login.PASSWORD));
      database.awaitSomebodyWaitingForALock();
      connection.commit();
      return login.join();
    }
  }

  private static long sessionsOf(Person person) throws SQLException {
    return database.number("select count(*) from sessions where user_id = '" + person.id() + "'");
  }

  private static Answer change(Person person) {
    return nobody
        .as(person)
        .post(
            "/v1/auth/password",
            "{\"current_password\": \"%s\", \"new_password\": \"%s\"}"
                .formatted(Login.PASSWORD, NEW_PASSWORD));
  }
}
