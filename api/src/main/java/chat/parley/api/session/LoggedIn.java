package chat.parley.api.session;

import chat.parley.api.user.Me;
import chat.parley.shared.id.SessionId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/// The answer to registering, logging in and refreshing.
///
/// @param expiresIn seconds until the access token ends
@Serdeable(naming = SnakeCaseStrategy.class)
record LoggedIn(
    Me user,
    String accessToken,
    String refreshToken,
    String tokenType,
    long expiresIn,
    SessionId sessionId) {

  static LoggedIn of(Me user, Sessions.Tokens tokens) {
    return new LoggedIn(
        user,
        tokens.accessToken(),
        tokens.refreshToken(),
        "bearer",
        tokens.expiresIn(),
        tokens.session());
  }

  /// Without the tokens.
  @Override
  public String toString() {
    return "LoggedIn[session=" + sessionId + "]";
  }
}
