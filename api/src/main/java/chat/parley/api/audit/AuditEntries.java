package chat.parley.api.audit;

import chat.parley.api.system.Columns;
import chat.parley.shared.id.AuditEntryId;
import chat.parley.shared.id.UserId;
import io.micronaut.core.type.Argument;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads the audit log.
@Singleton
public class AuditEntries {
  private final JdbcOperations jdbc;
  private final JsonMapper json;

  AuditEntries(JdbcOperations jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  private static final Argument<Map<String, String>> DETAILS =
      Argument.mapOf(String.class, String.class);
  private static final String SELECT =
      "select id, at, actor_id, action, target_type, target_id, ip, details from audit_log";
  private static final String ORDER = " order by at desc, id desc limit ?";

  /// @return the newest first
  public List<AuditEntry> page(AuditRequest request) {
    List<String> conditions = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    if (request.actor() != null) {
      conditions.add("actor_id = ?");
      values.add(request.actor().value());
    }
    if (request.target() != null) {
      conditions.add("target_id = ?");
      values.add(request.target());
    }
    if (request.action() != null) {
      conditions.add("action = ?");
      values.add(request.action().name().toLowerCase(Locale.ROOT));
    }
    if (request.after() != null) {
      conditions.add("(at, id) < (?, ?)");
      values.add(request.after().at().atOffset(ZoneOffset.UTC));
      values.add(request.after().id().value());
    }
    values.add(request.limit());
    String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    return read(SELECT + where + ORDER, values);
  }

  private List<AuditEntry> read(String sql, List<Object> values) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
              statement.setObject(i + 1, values.get(i));
            }
            List<AuditEntry> entries = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                entries.add(entry(rows));
              }
            }
            return entries;
          }
        });
  }

  private AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        new AuditEntryId(row.getObject("id", UUID.class)),
        Columns.instant(row, "at"),
        user(row.getObject("actor_id", UUID.class)),
        row.getString("action"),
        row.getString("target_type"),
        row.getObject("target_id", UUID.class),
        row.getString("ip"),
        details(row.getString("details")));
  }

  private static @Nullable UserId user(@Nullable UUID id) {
    return id == null ? null : new UserId(id);
  }

  private Map<String, String> details(String text) {
    try {
      return Objects.requireNonNull(json.readValue(text, DETAILS));
    } catch (IOException e) {
      throw new UncheckedIOException("jsonb is JSON", e);
    }
  }
}
