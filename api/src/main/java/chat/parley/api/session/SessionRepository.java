package chat.parley.api.session;

import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.ZoneOffset;

/// Sessions and their refresh tokens.
@Singleton
class SessionRepository {
  private final JdbcOperations jdbc;

  SessionRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String INSERT =
      """
      with session as (
        insert into sessions (id, user_id, device_name, user_agent, ip, created_at, last_used_at)
        values (?, ?, ?, ?, ?, ?, ?)
        returning id, created_at
      )
      insert into refresh_tokens (token_hash, session_id, issued_at, expires_at)
      select ?, id, created_at, ? from session
      """;

  void insert(
      SessionId session,
      UserId user,
      Device device,
      RefreshToken refreshToken,
      Instant now,
      Instant refreshableUntil) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, session.value());
            statement.setObject(2, user.value());
            statement.setString(3, device.name());
            statement.setString(4, device.userAgent());
            statement.setString(5, device.ip());
            statement.setObject(6, now.atOffset(ZoneOffset.UTC));
            statement.setObject(7, now.atOffset(ZoneOffset.UTC));
            statement.setBytes(8, refreshToken.hash());
            statement.setObject(9, refreshableUntil.atOffset(ZoneOffset.UTC));
            return statement.executeUpdate();
          }
        });
  }
}
