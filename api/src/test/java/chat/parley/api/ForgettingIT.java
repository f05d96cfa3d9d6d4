package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Person;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What is left of refresh tokens, and for how long.
class ForgettingIT {
  private static Database database;
  private static RunningApi api;
  private static RunningApi second;
  private static Rest nobody;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    Map<String, Object> settings =
        Map.of("parley.database.url", database.url(), "parley.auth.forget-interval", "20ms");
    api = RunningApi.with(settings);
    second = RunningApi.with(settings);
    nobody = api.rest();
  }

  @AfterAll
  static void stop() {
    second.close();
    api.close();
  }

  @Test
  void whatASuccessorWasDerivedWithIsForgottenAndTheTokenStaysKnown() throws SQLException {
    Login phone = Login.of(nobody, nobody.register("ada"));
    refresh(phone.refreshToken(), 200);
    assertThat(salts(phone)).isEqualTo(1);
    shift(phone, "spent_at", "41 s");

    await().until(() -> salts(phone) == 0);

    assertThat(tokens(phone)).isEqualTo(2);
    refresh(phone.refreshToken(), 401);
    assertThat(
            database.number(
                "select count(*) from sessions where revoked_reason = 'reuse' and id = '"
                    + phone.session()
                    + "'"))
        .isEqualTo(1);
  }

  @Test
  void aTokenIsForgottenSomeTimeAfterItsEndAndASessionWithItsLast() throws SQLException {
    Person ada = nobody.register("ada");
    Login over = Login.of(nobody, ada);
    Login almost = Login.of(nobody, ada);
    refresh(over.refreshToken(), 200);
    refresh(almost.refreshToken(), 200);
    database.change(
        """
        update refresh_tokens set expires_at = now() - interval '25 h'
         where spent_at is not null and session_id = '%s'
        """
            .formatted(almost.session()));
    shift(over, "expires_at", "31 d 1 h");

    await().until(() -> tokens(over) == 0 && tokens(almost) == 1);

    assertThat(sessions(over)).isZero();
    assertThat(sessions(almost)).isEqualTo(1);
    nobody.as(ada).get("/v1/users/me").expect(200);
  }

  /// A session of many tokens that two apis clear away at once.
  @Test
  void moreThanABatchAreForgottenAndNobodyWaitsForTheOther() throws SQLException {
    Login phone = Login.of(nobody, nobody.register("ada"));
    Login kept = Login.of(nobody, nobody.register("bob"));
    database.change(
        """
        insert into refresh_tokens (token_hash, session_id, issued_at, expires_at, spent_at)
        select sha256(n::text::bytea), case when n %% 2 = 0 then '%s'::uuid else '%s'::uuid end,
               now(), now() - interval '2 d', now()
          from generate_series(1, 5000) n
        """
            .formatted(phone.session(), kept.session()));
    shift(phone, "expires_at", "33 d");

    await().until(() -> tokens(phone) + tokens(kept) == 1);

    assertThat(sessions(phone)).isZero();
    refresh(kept.refreshToken(), 200);
  }

  private static void shift(Login login, String column, String interval) throws SQLException {
    database.change(
        "update refresh_tokens set %1$s = %1$s - interval '%2$s' where session_id = '%3$s'"
            .formatted(column, interval, login.session()));
  }

  private static void refresh(String token, int status) {
    nobody.post("/v1/auth/refresh", "{\"refresh_token\": \"" + token + "\"}").expect(status);
  }

  private static long salts(Login login) throws SQLException {
    return database.number(
        "select count(*) from refresh_tokens where (successor_salt is not null or spent_by is not"
            + " null) and session_id = '"
            + login.session()
            + "'");
  }

  private static long tokens(Login login) throws SQLException {
    return database.number(
        "select count(*) from refresh_tokens where session_id = '" + login.session() + "'");
  }

  private static long sessions(Login login) throws SQLException {
    return database.number("select count(*) from sessions where id = '" + login.session() + "'");
  }
}
