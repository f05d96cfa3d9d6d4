package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;

/// The calls that refresh a session, and what is done to it behind the api's back.
final class Refreshing {
  private static final String REFRESH = "/v1/auth/refresh";

  private final Database database;
  private final Rest nobody;

  Refreshing(Database database, Rest nobody) {
    this.database = database;
    this.nobody = nobody;
  }

  /// By the telephone that every session here is on.
  Answer refresh(String token) {
    return refresh(token, "a phone");
  }

  Answer refresh(String token, String userAgent) {
    return refresh(nobody, token, userAgent);
  }

  static Answer refresh(Rest rest, String token, String userAgent) {
    return rest.send(
        rest.request(REFRESH)
            .header("Content-Type", "application/json")
            .header("User-Agent", userAgent)
            .POST(BodyPublishers.ofString("{\"refresh_token\": \"" + token + "\"}")));
  }

  /// The token that follows.
  String next(String token) {
    return of(refresh(token).expect(200));
  }

  static String of(Answer answer) {
    return answer.text("refresh_token");
  }

  static void assertOver(Answer refused) {
    assertThat(refused.status()).as("%s", refused).isEqualTo(401);
    assertThat(refused.text("code")).isEqualTo("session_revoked");
  }

  /// As if all of a session's tokens were so much older.
  void age(Login login, String interval) throws SQLException {
    database.change(
        """
        update refresh_tokens
           set spent_at = spent_at - interval '%1$s', issued_at = issued_at - interval '%1$s',
               expires_at = expires_at - interval '%1$s'
         where session_id = '%2$s'
        """
            .formatted(interval, login.session()));
  }

  /// @param until an expression, `null` for not at all
  void suspend(Person person, String until) throws SQLException {
    database.change(
        "update accounts set suspended_at = now(), suspended_until = %s where id = '%s'"
            .formatted(until, person.id()));
  }
}
