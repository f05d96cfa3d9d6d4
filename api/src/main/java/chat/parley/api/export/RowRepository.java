package chat.parley.api.export;

import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/// Reads pages of [Part.Rows].
@Singleton
class RowRepository {
  /// Messages of the greatest length are two megabytes.
  static final int PAGE = 100;

  private final JdbcOperations jdbc;

  RowRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /// @return fewer than [#PAGE] when there are no more
  List<Row> page(Part.Rows rows, UserId user, String after) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(rows.sql())) {
            statement.setObject(1, user.value());
            statement.setString(2, after);
            statement.setInt(3, PAGE);
            List<Row> page = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
              while (found.next()) {
                page.add(new Row(found.getString("key"), found.getString("item")));
              }
            }
            return page;
          }
        });
  }

  record Row(String key, String item) {}
}
