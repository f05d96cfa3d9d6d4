package chat.parley.api.report;

import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.ReportId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.UUID;

/// Keeps what is reported.
@Singleton
class ReportRepository {
  private final JdbcOperations jdbc;

  ReportRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /// Of two that race, the index lets one in, and the other one reads it: `do update` changes
  /// nothing, but it has the row that was there before returned.
  private static final String REPORT =
      """
      with thing as (
      %s
      ), kept as (
        insert into reports as r (id, reporter_id, message_id, user_id, reason)
        select ?, reporter_id, message_id, user_id, ? from thing
         where user_id is distinct from reporter_id
            on conflict %s do update set reason = r.reason
        returning
      """
          + ReportRows.COLUMNS
          + """
            )
            select thing.reporter_id is not distinct from thing.user_id as is_oneself, kept.*
              from thing left join kept on true
            """;

  private static final String MESSAGE =
      REPORT.formatted(
          """
            select p.user_id as reporter_id, m.id as message_id, m.sender_id as user_id
              from participants p
              join messages m on m.conversation_id = p.conversation_id
             where p.user_id = ? and m.id = ?
               and not exists (select from hidden_messages h
                                where h.message_id = m.id and h.user_id = p.user_id)
          """,
          "(reporter_id, message_id) where message_id is not null");

  /// A message that the reporter can read.
  ReportResult report(ReportId id, UserId reporter, MessageId message, String reason) {
    return report(MESSAGE, id, reporter, message.value(), reason);
  }

  private static final String USER =
      REPORT.formatted(
          """
            select ?::uuid as reporter_id, null::uuid as message_id, u.id as user_id
              from accounts u
             where u.id = ? and u.deleted_at is null
          """,
          "(reporter_id, user_id) where message_id is null and resolved_at is null");

  ReportResult report(ReportId id, UserId reporter, UserId user, String reason) {
    return report(USER, id, reporter, user.value(), reason);
  }

  private ReportResult report(String sql, ReportId id, UserId reporter, UUID thing, String reason) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, reporter.value());
            statement.setObject(2, thing);
            statement.setObject(3, id.value());
            statement.setString(4, reason);
            try (ResultSet row = statement.executeQuery()) {
              if (!row.next()) {
                return new ReportResult.Unknown();
              }
              if (row.getBoolean("is_oneself")) {
                return new ReportResult.Oneself();
              }
              Report kept = ReportRows.report(row);
              return kept.id().equals(id)
                  ? new ReportResult.Made(kept)
                  : new ReportResult.MadeBefore(kept);
            }
          }
        });
  }
}
