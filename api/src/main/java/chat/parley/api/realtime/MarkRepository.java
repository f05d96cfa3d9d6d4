package chat.parley.api.realtime;

import chat.parley.shared.gateway.Marks;
import chat.parley.shared.id.ConversationId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Marks are transaction numbers. Invariant: the transactions before a mark were over when the
/// positions that came with it were read, so what they wrote is at or below those positions; only
/// what later ones wrote, or ones that still ran, can be missing to who has reached them.
@Singleton
class MarkRepository {
  private static final Pattern MARK = Pattern.compile("x([0-9]{1,19})");

  private final JdbcOperations jdbc;

  MarkRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /// The mark and the positions are of one snapshot, for it is one statement. Numbers don't ascend
  /// with `seq` (who waits for the lock has a number already), so the first event of a transaction
  /// at or after the mark counts; further back than replays go nobody has to look. A mark from
  /// the future is of another database's life, perhaps one restored since.
  private static final String READ =
      """
      with snapshot as (select pg_snapshot_xmin(pg_current_snapshot()) as mark,
                               pg_snapshot_xmax(pg_current_snapshot()) as future)
      select w.place, snapshot.mark::text as mark, m.conversation_id, m.seq, m.former,
             case when w.after = '' then null
                  when w.after = '-' then -1
                  when w.after::xid8 > snapshot.future then -1
                  else coalesce((select min(newest.seq)
                                   from (select e.seq, e.xid from events e
                                          where e.conversation_id = m.conversation_id
                                          order by e.seq desc limit 1002) newest
                                  where newest.xid >= w.after::xid8) - 1,
                                m.seq)
             end as came_from
        from snapshot
       cross join unnest(?::uuid[], ?::text[]) with ordinality as w (user_id, after, place)
        left join lateral (
             select p.conversation_id, c.last_seq as seq, false as former
               from participants p join conversations c on c.id = p.conversation_id
              where p.user_id = w.user_id
             union all
             select d.conversation_id, d.seq, true
               from departures d
              where d.user_id = w.user_id and d.at > now() - interval '30 days'
             ) m on true
       order by w.place
      """;

  /// One statement whatever their number.
  List<Marks.Marked> read(List<Marks.Item> items) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setArray(
                1,
                connection.createArrayOf(
                    "uuid", items.stream().map(item -> item.userId().value()).toArray()));
            statement.setArray(
                2,
                connection.createArrayOf(
                    "text", items.stream().map(item -> number(item.after())).toArray()));
            try (ResultSet rows = statement.executeQuery()) {
              return read(rows, items.size());
            }
          }
        });
  }

  /// Empty for no mark, `-` for one that can't be ours.
  private static String number(@Nullable String mark) {
    if (mark == null) {
      return "";
    }
    var matcher = MARK.matcher(mark);
    return matcher.matches() && fits(matcher.group(1)) ? matcher.group(1) : "-";
  }

  private static boolean fits(String digits) {
    return digits.length() < 19 || digits.compareTo(Long.toString(Long.MAX_VALUE)) <= 0;
  }

  /// From a column `mark`, the number as text.
  static String mark(ResultSet row) throws SQLException {
    return "x" + row.getString("mark");
  }

  private static List<Marks.Marked> read(ResultSet rows, int count) throws SQLException {
    List<List<Marks.Position>> positions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      positions.add(new ArrayList<>());
    }
    String mark = "";
    while (rows.next()) {
      mark = mark(rows);
      UUID conversation = rows.getObject("conversation_id", UUID.class);
      if (conversation != null) {
        positions
            .get(rows.getInt("place") - 1)
            .add(
                new Marks.Position(
                    new ConversationId(conversation),
                    rows.getLong("seq"),
                    rows.getBoolean("former"),
                    rows.getObject("came_from", Long.class)));
      }
    }
    String common = mark;
    return positions.stream().map(each -> new Marks.Marked(common, each)).toList();
  }
}
