package chat.parley.load;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.stores.PostgresStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What is written is what an api would have written.
class FillingIT {
  private static final Size SIZE = new Size(5_000, 200, 100, 1);

  @Test
  void theTownIsCompleteAndItsCountersAreRight() throws SQLException {
    try (PostgresStore postgres = PostgresStore.temporary()) {
      Target target = new Target(postgres.jdbcUrl(), postgres.username(), postgres.password());

      Filling.fill(target, SIZE);

      Map<String, Long> found = new TreeMap<>();
      try (Connection connection = target.connect();
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(COUNTS)) {
        while (rows.next()) {
          found.put(rows.getString(1), rows.getLong(2));
        }
      }
      assertThat(found)
          .containsEntry("sent", 5_000L)
          .containsEntry("people", 200L)
          .containsEntry("conversations", 100L);
      assertThat(found.get("reactions")).isPositive();
      assertThat(found.get("mentions")).isPositive();
      assertThat(found.get("threads")).isPositive();
      assertThat(found.get("edits")).isPositive();
      assertThat(found.get("deleted")).isPositive();
      assertThat(found.get("indexes")).isGreaterThan(5);
      assertThat(found.keySet()).anyMatch(what -> what.startsWith("wrong"));
      found.forEach(
          (what, count) -> {
            if (what.startsWith("wrong")) {
              assertThat(count).as(what).isZero();
            }
          });
    }
  }

  private static final String COUNTS =
      """
      select 'sent', count(*) from messages where type = 'text'
      union all select 'people', count(*) from accounts
      union all select 'conversations', count(*) from conversations
      union all select 'reactions', count(*) from reactions
      union all select 'mentions', count(*) from mentions
      union all select 'threads', count(*) from threads
      union all select 'edits', count(*) from message_edits
      union all select 'deleted', count(*) from messages where deleted_at is not null
      union all select 'indexes', count(*) from pg_indexes where tablename = 'messages'
      union all select 'wrong participant_count', count(*) from conversations c
        where participant_count <>
              (select count(*) from participants p where p.conversation_id = c.id)
      union all select 'wrong message_count', count(*) from conversations c
        where message_count <> (select count(*) from messages m
                                 where m.conversation_id = c.id and m.type = 'text')
      union all select 'wrong last_seq', count(*) from conversations c
        where last_seq < (select coalesce(max(seq), 0) from messages m
                           where m.conversation_id = c.id)
      union all select 'wrong ordinals', count(*) from (
        select ordinal, count(*) filter (where type = 'text')
                          over (partition by conversation_id order by seq) as place
          from messages) m
        where ordinal <> place
      union all select 'wrong watermarks', count(*) from participants p
        where last_read_seq < (select coalesce(max(seq), 0) from messages m
                                where m.conversation_id = p.conversation_id
                                  and m.sender_id = p.user_id)
           or last_read_seq > (select last_seq from conversations c where c.id = p.conversation_id)
      union all select 'wrong replies', count(*) from threads t
        where reply_count <> (select count(*) from messages m where m.reply_to = t.message_id)
      union all select 'wrong reactions', count(*) from reaction_counts n
        where count <> (select count(*) from reactions r
                         where r.message_id = n.message_id and r.emoji = n.emoji)
      union all select 'wrong order', count(*) from (
        select created_at, lag(created_at) over (partition by conversation_id order by seq) as before
          from messages) m
        where created_at <= before
      union all select 'wrong pairs', count(*) from conversations where direct_low >= direct_high
      """;
}
