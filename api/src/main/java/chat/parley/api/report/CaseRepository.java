package chat.parley.api.report;

import chat.parley.api.message.MessageRows;
import chat.parley.shared.id.ReportId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads and resolves what was reported.
@Singleton
class CaseRepository {
  private final JdbcOperations jdbc;
  private final MessageRows messages;

  CaseRepository(JdbcOperations jdbc, MessageRows messages) {
    this.jdbc = jdbc;
    this.messages = messages;
  }

  private static final String CASES =
      "select "
          + ReportRows.COLUMNS
          + ","
          + MessageRows.COLUMNS
          + """
              from (%s) r
              left join lateral (select * from messages x where x.id = r.message_id offset 0) m
                     on true
              left join accounts s on s.id = m.sender_id
            """
          + MessageRows.joins(MessageRows.NOBODY)
          + " order by r.id desc";

  private static final String ALL =
      CASES.formatted("select * from reports where id < ? order by id desc limit ?");
  private static final String OPEN =
      CASES.formatted(
          "select * from reports where id < ? and resolved_at is null order by id desc limit ?");
  private static final String RESOLVED =
      CASES.formatted(
          "select * from reports where id < ? and resolved_at is not null order by id desc limit ?");
  private static final String ONE = CASES.formatted("select * from reports where id = ?");

  /// The newest first.
  ///
  /// @param state `null` for all
  List<ReportedCase> page(ReportedCase.@Nullable State state, ReportId before, int limit) {
    String sql =
        switch (state) {
          case null -> ALL;
          case OPEN -> OPEN;
          case RESOLVED -> RESOLVED;
        };
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, before.value());
            statement.setInt(2, limit);
            return read(statement);
          }
        });
  }

  Optional<ReportedCase> find(ReportId id) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ONE)) {
            statement.setObject(1, id.value());
            return read(statement).stream().findFirst();
          }
        });
  }

  private static final String LOCK = "select from reports where id = ? for no key update";

  /// In a transaction: until its end nobody else resolves it.
  void lock(ReportId id) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setObject(1, id.value());
            return statement.execute();
          }
        });
  }

  private static final String RESOLVE =
      """
      update reports
         set resolved_at = clock_timestamp(), resolved_by = ?, action = ?, note = ?
       where id = ?
      """;

  void resolve(ReportId id, UserId admin, Resolution action, @Nullable String note) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(RESOLVE)) {
            statement.setObject(1, admin.value());
            statement.setString(2, action.name().toLowerCase(Locale.ROOT));
            statement.setObject(3, note, Types.VARCHAR);
            statement.setObject(4, id.value());
            return statement.executeUpdate();
          }
        });
  }

  private List<ReportedCase> read(PreparedStatement statement) throws SQLException {
    List<ReportedCase> cases = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        cases.add(ReportRows.reportedCase(row, messages.read(row)));
      }
    }
    return cases;
  }
}
