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

  /// PostgreSQL knows of the parts that `messages` consists of; what it says of one counts as much
  /// as it has messages. A part that was never looked at has `reltuples` -1. A word that is not
  /// among the common ones of a part is rarer there than all that are.
  private static final String SHARES =
      """
      with part as materialized (
        select greatest(c.reltuples, 0) * (1 - coalesce(s.null_frac, 0)) as messages,
               s.most_common_elems::text::text[] as words,
               s.most_common_elem_freqs as shares
          from pg_inherits i
          join pg_class c on c.oid = i.inhrelid
          left join pg_stats s on s.schemaname = c.relnamespace::regnamespace::text
                              and s.tablename = c.relname and s.attname = 'terms'
         where i.inhparent = 'messages'::regclass
      ), whole as (
        select sum(messages) as messages from part
      ), word as (
        select said.word, (sum(said.share * part.messages) / whole.messages)::real as share
          from whole
         cross join part
         cross join unnest(part.words, part.shares) as said (word, share)
         where said.word is not null and part.messages > 0
         group by said.word, whole.messages
      )
      select whole.messages,
             (select coalesce(array_agg(word order by word), '{}') from word) as words,
             (select coalesce(array_agg(share order by word), '{}') from word) as shares
        from whole
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
