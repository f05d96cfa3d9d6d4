package chat.parley.api.search;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Reads what PostgreSQL knows of the words in messages.
@Singleton
class WordShareRepository {
  private final JdbcOperations jdbc;

  WordShareRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /// A table that was never looked at has `reltuples` -1.
  private static final String SHARES =
      """
      select greatest(c.reltuples, 0) * (1 - coalesce(s.null_frac, 0)) as messages,
             coalesce(s.most_common_elems::text::text[], '{}') as words,
             coalesce(s.most_common_elem_freqs, '{}') as shares
        from pg_class c
        left join pg_stats s on s.schemaname = c.relnamespace::regnamespace::text
                            and s.tablename = c.relname and s.attname = 'terms'
       where c.oid = 'messages'::regclass
      """;

  WordShares shares() {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SHARES);
              ResultSet row = statement.executeQuery()) {
            row.next();
            return WordShares.of(
                row.getDouble("messages"),
                (String[]) elements(row.getArray("words")),
                (Float[]) elements(row.getArray("shares")));
          }
        });
  }

  private static Object elements(Array array) throws SQLException {
    return array.getArray();
  }
}
