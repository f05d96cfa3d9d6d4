package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.receipt.Unread;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/// What becomes of messages that were there before messages had ordinals.
class OrdinalsIT {
  private static final String ROOM = "019aa0c0-0000-7000-8000-0000000000c1";

  @Test
  void theyAreNumberedAndReadByWhoSentThem() throws SQLException {
    Database database = Database.empty();
    database.migrate("24");
    fill(database);

    database.migrate("latest");

    assertThat(database.rows("select seq || ' ' || ordinal from messages order by seq"))
        .containsExactly("1 0", "2 1", "3 2", "4 3", "6 4", "7 4");
    assertThat(database.rows("select message_count from conversations order by id"))
        .containsExactly("4", "0");
    assertThat(database.rows(watermarks("username || ' ' || last_read_seq")))
        .containsExactly("ada 6", "bob 4", "carl 0");
    assertThat(database.rows(watermarks("username || ' ' || " + unread())))
        .containsExactly("ada 0", "bob 1", "carl 4");
    assertThat(
            database.rows(
                """
                select concat_ws(' ', username, after_seq, k.seq, k.at = m.created_at)
                  from read_marks k
                  join accounts a on a.id = k.user_id
                  join messages m on m.conversation_id = k.conversation_id and m.seq = k.seq
                 order by username
                """))
        .containsExactly("ada 0 6 t", "bob 2 4 t");
  }

  private static String watermarks(String what) {
    return "select %s from participants p join accounts a on a.id = p.user_id".formatted(what)
        + " join conversations c on c.id = p.conversation_id order by username";
  }

  private static String unread() {
    return Unread.count("p.conversation_id", "p.user_id", "p.last_read_seq", "c.message_count");
  }

  private static void fill(Database database) throws SQLException {
    database.change(
        """
        insert into accounts (id, username, email, password_hash, display_name, created_at)
        select uuidv7(), name, name, '-', name, now()
          from unnest(array['ada', 'bob', 'carl']) name
        """);
    database.change(
        """
        insert into conversations
               (id, type, visibility, created_by, created_at, updated_at, last_activity_at,
                last_seq, participant_count)
        select room::uuid, 'group', 'private', a.id, now(), now(), now(), last_seq, 3
          from accounts a,
               (values ('%s', 7), ('019aa0c0-0000-7000-8000-0000000000c2', 0)) r (room, last_seq)
         where a.username = 'ada'
        """
            .formatted(ROOM));
    database.change(
        """
        insert into participants
               (conversation_id, user_id, role, joined_at, joined_seq, last_read_seq,
                last_delivered_seq)
        select '%s', id, 'member', now(), 0, case username when 'bob' then 2 else 0 end, 2
          from accounts
        """
            .formatted(ROOM));
    // 5 was an event of another kind.
    database.change(
        """
        insert into messages (id, conversation_id, seq, sender_id, type, created_at)
        select uuidv7(), '%s', seq, a.id, case when a.id is null then 'system' else 'text' end,
               now() + seq * interval '1 second'
          from (values (1, null), (2, 'ada'), (3, 'ada'), (4, 'bob'), (6, 'ada'), (7, null))
               m (seq, sender)
          left join accounts a on a.username = sender
        """
            .formatted(ROOM));
  }
}
