package chat.parley.api.system;

import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import io.micronaut.security.authentication.Authentication;
import java.time.Instant;
import java.util.Map;

/// Who sent the request, by its access token. Nothing else in a request says who somebody is.
///
/// @param expiresAt the end of the access token
public record Caller(UserId user, SessionId session, Instant expiresAt) implements Authentication {
  @Override
  public String getName() {
    return user.toString();
  }

  @Override
  public Map<String, Object> getAttributes() {
    return Map.of();
  }
}
