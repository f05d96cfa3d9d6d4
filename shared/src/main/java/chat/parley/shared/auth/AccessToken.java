package chat.parley.shared.auth;

import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import java.time.Instant;

/// What a valid access token says: who, in which session, until when.
public record AccessToken(UserId user, SessionId session, Instant expiresAt) {
  public static final String ISSUER = "parley";

  /// The JOSE `typ` of RFC 9068, so that no other JWT signed by the same key passes as one.
  public static final String TYPE = "at+jwt";

  /// The claim that carries the session.
  public static final String SESSION_CLAIM = "sid";
}
