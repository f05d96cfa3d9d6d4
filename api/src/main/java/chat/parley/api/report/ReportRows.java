package chat.parley.api.report;

import chat.parley.api.system.Columns;
import chat.parley.api.system.Enums;
import chat.parley.shared.event.Message;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.ReportId;
import chat.parley.shared.id.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reports out of rows of `reports r`.
final class ReportRows {
  static final String COLUMNS =
      """
      r.id as report_id, r.reporter_id, r.message_id as reported_message_id,
      r.user_id as reported_user_id, r.reason, r.created_at as reported_at, r.resolved_at,
      r.resolved_by, r.action, r.note
      """;

  private ReportRows() {}

  static Report report(ResultSet row) throws SQLException {
    return new Report(
        new ReportId(row.getObject("report_id", UUID.class)),
        message(row),
        user(row, "reported_user_id"),
        row.getString("reason"),
        Columns.instant(row, "reported_at"));
  }

  /// @param message what it is about as it is now, `null` where it is about a user or gone
  static ReportedCase reportedCase(ResultSet row, @Nullable Message message) throws SQLException {
    String action = row.getString("action");
    return new ReportedCase(
        new ReportId(row.getObject("report_id", UUID.class)),
        action == null ? ReportedCase.State.OPEN : ReportedCase.State.RESOLVED,
        user(row, "reporter_id"),
        message(row),
        user(row, "reported_user_id"),
        row.getString("reason"),
        Columns.instant(row, "reported_at"),
        message,
        Columns.instantOrNull(row, "resolved_at"),
        user(row, "resolved_by"),
        action == null ? null : Enums.of(Resolution.class, action),
        row.getString("note"));
  }

  private static @Nullable MessageId message(ResultSet row) throws SQLException {
    UUID id = row.getObject("reported_message_id", UUID.class);
    return id == null ? null : new MessageId(id);
  }

  private static @Nullable UserId user(ResultSet row, String column) throws SQLException {
    UUID id = row.getObject(column, UUID.class);
    return id == null ? null : new UserId(id);
  }
}
