package chat.parley.api.audit;

import chat.parley.api.system.ClientAddress;
import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Adds to the audit log.
///
/// Called inside the transaction that does what the entry tells of, where that is one: then there
/// is no deed without its entry and no entry without its deed. Where from is taken from the
/// request that the calling thread works for.
@Singleton
public class AuditLog {
  private final JdbcOperations jdbc;
  private final IdGenerator ids;
  private final ClientAddress clients;
  private final JsonMapper json;

  AuditLog(JdbcOperations jdbc, IdGenerator ids, ClientAddress clients, JsonMapper json) {
    this.jdbc = jdbc;
    this.ids = ids;
    this.clients = clients;
    this.json = json;
  }

  /// @param actor `null` for nobody who is known, and for the system itself
  public void record(Action action, @Nullable UserId actor, @Nullable Target target) {
    record(action, actor, target, Map.of());
  }

  /// @param details a few short texts that say more; never a secret, nor what somebody wrote
  public void record(
      Action action, @Nullable UserId actor, @Nullable Target target, Map<String, String> details) {
    jdbc.execute(
        connection -> {
          record(connection, action, actor, target, details);
          return true;
        });
  }

  private static final String INSERT =
      """
      insert into audit_log (id, actor_id, action, target_type, target_id, ip, details)
      values (?, ?, ?, ?, ?, ?, ?::jsonb)
      """;

  /// For whoever has the transaction's connection in hand.
  public void record(
      Connection connection,
      Action action,
      @Nullable UserId actor,
      @Nullable Target target,
      Map<String, String> details)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setObject(1, ids.auditEntry().value());
      statement.setObject(2, actor == null ? null : actor.value(), Types.OTHER);
      statement.setString(3, action.name().toLowerCase(Locale.ROOT));
      statement.setString(4, target == null ? null : target.type());
      statement.setObject(5, target == null ? null : target.id(), Types.OTHER);
      statement.setString(6, address());
      statement.setString(7, text(details));
      statement.executeUpdate();
    }
  }

  private @Nullable String address() {
    return ServerRequestContext.currentRequest().flatMap(clients::ofPerson).orElse(null);
  }

  private String text(Map<String, String> details) {
    try {
      return json.writeValueAsString(new TreeMap<>(details));
    } catch (IOException e) {
      throw new UncheckedIOException("a few texts can't be written", e);
    }
  }
}
