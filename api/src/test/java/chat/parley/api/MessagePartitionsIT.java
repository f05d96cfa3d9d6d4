package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of messages that lay in one table, and of what an api writes that knows of no
/// other.
class MessagePartitionsIT {
  private static final String BEFORE = "29";

  /// What refers to messages, by a key that says which row it is.
  private static final Map<String, String> REFERRING = new LinkedHashMap<>();

  static {
    REFERRING.put("message_edits", "message_id, version");
    REFERRING.put("hidden_messages", "message_id, user_id");
    REFERRING.put("reactions", "message_id, emoji, user_id");
    REFERRING.put("reaction_counts", "message_id, emoji");
    REFERRING.put("threads", "message_id");
    REFERRING.put("mentions", "user_id, message_id");
    REFERRING.put("media", "id");
  }

  private Database database = Database.empty();

  @BeforeEach
  void fillOneOfBefore() throws SQLException {
    database = Database.empty();
    database.migrate(BEFORE);
    database.change(
        """
        insert into accounts (id, username, email, password_hash, display_name, created_at)
        select uuidv7(), name, name, '-', name, now() from unnest(array['ada', 'bob']) name
        """);
    database.change(
        """
        insert into conversations
               (id, type, visibility, name, created_by, created_at, updated_at, last_activity_at,
                last_seq, participant_count)
        select uuidv7(), 'group', 'private', 'room ' || n, a.id, now(), now(), now(), 20, 2
          from generate_series(1, 40) n join accounts a on a.username = 'ada'
        """);
    database.change(
        """
        insert into messages
               (id, conversation_id, seq, ordinal, sender_id, type, content, system, client_id,
                created_at, edited_at, edit_count, deleted_at, mentioned, pinned_at, pinned_by, terms)
        select uuidv7(), c.id, n, n, case when n > 1 then a.id end,
               case when n > 1 then 'text' else 'system' end,
               case when n > 2 then 'said ' || n end, case when n = 1 then '{"kind": "x"}'::jsonb end,
               case when n % 2 = 0 then n::text end, now() + n * interval '1 second',
               case when n = 5 then now() end, case when n = 5 then 1 else 0 end,
               case when n = 2 then now() end, case when n = 6 then array[a.id] end,
               case when n = 7 then now() end, case when n = 7 then a.id end,
               case when n % 3 = 0 then to_tsvector('simple', 'said ' || n) end
          from conversations c
         cross join generate_series(1, 20) n
          join accounts a on a.username = case when n % 2 = 0 then 'ada' else 'bob' end
        """);
    database.change(
        """
        update messages m set reply_to = other.id
          from messages other
         where other.conversation_id = m.conversation_id and other.seq = 3 and m.seq = 9
        """);
    database.change(
        """
        update messages m set forwarded_from = (select id from messages where seq = 4 limit 1)
         where m.seq = 10
        """);
    for (String insertion :
        List.of(
            "message_edits select id, 0, 'before', now() from messages where seq = 5",
            "hidden_messages select m.id, a.id from messages m, accounts a where m.seq = 11",
            "reactions select m.id, 'a', a.id, now() from messages m, accounts a where m.seq = 12",
            "reaction_counts select id, 'a', 2, now() from messages where seq = 12",
            "threads select id, 1, now() from messages where seq = 3",
            "mentions select a.id, conversation_id, seq, m.id from messages m, accounts a"
                + " where seq = 6",
            "media_contents (id, sha256, size, created_at) select uuidv7(), 'x', 1, now()",
            "media select uuidv7(), b.id, m.sender_id, m.id, 1, 'file', 'text/plain', 'f', now()"
                + " from messages m, media_contents b where seq = 13",
            "media select uuidv7(), b.id, a.id, null, null, 'file', 'text/plain', 'f', now()"
                + " from accounts a, media_contents b")) {
      database.change("insert into " + insertion);
    }
  }

  @Test
  void nothingIsLostNorChanged() throws SQLException {
    database.execute("grant select, insert on messages to pg_monitor");
    List<String> before = everything();
    List<String> indexes =
        database.rows(
            "select indexrelid::regclass::text from pg_index"
                + " where indrelid = 'messages'::regclass order by 1");

    database.migrate("latest");

    assertThat(everything()).isEqualTo(before);
    assertThat(database.rows("select distinct tableoid::regclass::text from messages order by 1"))
        .as("forty conversations in eight parts")
        .hasSizeGreaterThan(4);
    for (String table : REFERRING.keySet()) {
      assertThat(
              database.rows(
                  "select count(*) from "
                      + table
                      + " r join messages m on m.id = r.message_id"
                      + " where m.conversation_id is distinct from r.conversation_id"))
          .as(table)
          .containsExactly("0");
    }
    assertThat(
            database.rows(
                "select indexrelid::regclass::text from pg_index"
                    + " where indrelid = 'messages'::regclass and indisvalid order by 1"))
        .isEqualTo(indexes);
    assertThat(database.rows("select conname from pg_constraint where not convalidated")).isEmpty();
    assertThat(
            database.rows(
                """
                select relname from pg_class c
                 where has_table_privilege('pg_monitor', c.oid, 'insert') and relname ~ '^messages'
                   and relkind in ('r', 'p') and not has_table_privilege('pg_monitor', c.oid, 'delete')
                """))
        .as("who had rights has them to all parts")
        .hasSize(9);
    assertThat(
            database.rows(
                """
                select attstattarget from pg_attribute a join pg_inherits i on inhrelid = attrelid
                 where inhparent = 'messages'::regclass and attname = 'terms'
                """))
        .as("search wants to know many words")
        .hasSize(8)
        .containsOnly("500");
  }

  @Test
  void whatRefersToAMessageGoesWithIt() throws SQLException {
    database.migrate("latest");
    long others = database.number("select count(*) from media where message_id is null");

    database.change("delete from messages");

    for (String table : REFERRING.keySet()) {
      assertThat(database.number("select count(*) from " + table))
          .as(table)
          .isEqualTo("media".equals(table) ? others : 0);
    }
  }

  /// By the statements of the version before: its texts, as far as they write.
  @Test
  void whatAnOlderApiWritesNamesItsConversation() throws SQLException {
    database.migrate("latest");
    database.change("delete from threads");
    for (String statement :
        List.of(
            """
            insert into message_edits (message_id, version, content, written_at)
            select id, edit_count, content, created_at from messages where seq = 14
            """,
            """
            insert into hidden_messages (message_id, user_id)
            select m.id, a.id from messages m, accounts a where m.seq in (11, 14)
                on conflict do nothing
            """,
            """
            insert into reactions (message_id, emoji, user_id, created_at)
            select id, 'b', sender_id, now() from messages where seq = 14
            """,
            """
            insert into reaction_counts (message_id, emoji, count, first_at)
            select id, 'a', 1, now() from messages where seq in (12, 14)
                on conflict (message_id, emoji) do update set count = reaction_counts.count + 1
            """,
            """
            insert into threads (message_id, reply_count, last_reply_at)
            select id, 1, now() from messages where seq in (3, 14)
                on conflict (message_id) do update
               set reply_count = threads.reply_count + 1, last_reply_at = excluded.last_reply_at
            """,
            """
            insert into mentions (user_id, conversation_id, seq, message_id)
            select a.id, conversation_id, seq, m.id from messages m, accounts a where m.seq = 14
            """,
            """
            update media d set message_id = (select id from messages where seq = 14 limit 1),
                   position = w.place
              from (select id, row_number() over () as place from media where message_id is null) w
             where d.id = w.id
            """,
            """
            with source as (
              select type, content, terms, coalesce(forwarded_from, id) as origin
                from messages where seq = 13 limit 1
            ), next as (
              select conversation_id as id, uuidv7() as message_id, 21 as seq, now() as at,
                     sender_id as user_id
                from messages where seq = 2
            ), message as (
              insert into messages
                     (id, conversation_id, seq, ordinal, sender_id, type, content, terms,
                      forwarded_from, created_at)
              select next.message_id, next.id, next.seq, next.seq, next.user_id, source.type,
                     source.content, source.terms, source.origin, next.at
                from next, source
            ), carried as (
              insert into media
                     (id, content_id, message_id, position, kind, content_type, file_name, created_at)
              select uuidv7(), d.content_id, next.message_id, 1, d.kind, d.content_type, d.file_name,
                     next.at
                from next, (select * from media where message_id is not null limit 1) d
            )
            update conversations c set last_seq = next.seq from next where c.id = next.id
            """)) {
      database.change(statement);
    }

    for (String table : REFERRING.keySet()) {
      assertThat(
              database.number(
                  """
                  select count(*) from %s r
                    left join messages m on m.conversation_id = r.conversation_id
                                        and m.id = r.message_id
                   where r.message_id is not null and m.id is null
                  """
                      .formatted(table)))
          .as(table)
          .isZero();
    }
    assertThat(
            database.number(
                "select count(*) from media d join messages m on m.id = d.message_id and m.seq = 21"))
        .isEqualTo(40);
    assertThat(database.number("select count(*) from reaction_counts where count = 3"))
        .isEqualTo(40);
  }

  @Test
  void nothingRefersToAMessageThatIsNotThere() throws SQLException {
    database.migrate("latest");

    for (String statement :
        List.of(
            "insert into reactions (message_id, emoji, user_id, created_at)"
                + " select uuidv7(), 'c', id, now() from accounts",
            "insert into reactions (message_id, conversation_id, emoji, user_id, created_at)"
                + " select m.id, c.id, 'c', m.sender_id, now() from messages m join conversations c"
                + " on c.id <> m.conversation_id where m.seq = 15",
            "update media set message_id = uuidv7(), position = 1 where message_id is null",
            "update media set conversation_id = uuidv7() where message_id is null")) {
      assertThatThrownBy(() -> database.change(statement)).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void aClientIdIsTakenOnceThoughTwoTakeItAtOnce() throws Exception {
    database.migrate("latest");
    String insertion =
        """
        insert into messages (id, conversation_id, seq, sender_id, type, client_id, created_at)
        select uuidv7(), conversation_id, %d, sender_id, 'text', 'once', now()
          from messages where seq = 3 order by id limit 1
        """;
    CompletableFuture<Void> second;
    try (Connection first = database.connect()) {
      first.setAutoCommit(false);
      Database.change(first, insertion.formatted(31));
      second = CompletableFuture.runAsync(() -> changeUnchecked(insertion.formatted(32)));
      database.awaitSomebodyWaitingForALock();
      first.commit();
    }
    CompletableFuture<Void> waiting = second;

    assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS))
        .hasStackTraceContaining("client_id");
    assertThat(database.number("select count(*) from messages where client_id = 'once'")).isOne();
  }

  /// Who sends a file has the file first, and then wants the messages. Whoever moves those has them
  /// first, and then wants the files.
  @Test
  void whoHoldsOneOfTheTablesIsNotMadeToFail() throws Exception {
    CompletableFuture<Void> moving;
    try (Connection sender = database.connect()) {
      sender.setAutoCommit(false);
      Database.change(sender, "update media set created_at = now() where message_id is null");
      moving = CompletableFuture.runAsync(() -> database.migrate("latest"));
      database.awaitSomebodyWaitingForALock();
      for (int i = 0; i < 5; i++) {
        Database.change(
            sender, "update messages set edit_count = edit_count + 1 where seq = " + (i + 2));
      }
      sender.commit();
    }

    moving.get(60, TimeUnit.SECONDS);
    assertThat(database.number("select count(*) from messages where edit_count > 0"))
        .isEqualTo(200);
  }

  @Test
  void theWholeIsLookedAtWhenItHasGrown() throws SQLException {
    database.migrate("latest");
    database.execute("analyze messages");

    assertThat(database.rows("select analyze_messages()")).containsExactly("f");
    database.change(
        """
        insert into messages (id, conversation_id, seq, sender_id, type, created_at)
        select uuidv7(), conversation_id, seq * 100 + n, sender_id, 'text', now()
          from messages cross join generate_series(1, 2) n where seq in (4, 5)
        """);
    database.execute("update pg_class set reltuples = 900 where relname = 'messages_p0'");
    assertThat(database.rows("select analyze_messages()")).containsExactly("t");
    assertThat(database.rows("select analyze_messages()")).containsExactly("f");
    assertThat(
            database.rows("select reltuples::int from pg_class where oid = 'messages'::regclass"))
        .containsExactly(Long.toString(database.number("select count(*) from messages")));
    assertThat(
            database.rows(
                """
                select attname from pg_stats
                 where tablename = 'messages' and inherited and attname in ('sender_id', 'seq')
                """))
        .hasSize(2);
  }

  /// All rows of all tables, but for what the move adds.
  private List<String> everything() throws SQLException {
    List<String> all =
        new ArrayList<>(database.rows("select to_jsonb(m)::text from messages m order by id"));
    for (Map.Entry<String, String> table : REFERRING.entrySet()) {
      all.addAll(
          database.rows(
              "select (to_jsonb(r) - 'conversation_id')::text from %s r order by %s"
                  .formatted(table.getKey(), table.getValue())));
    }
    return all;
  }

  private void changeUnchecked(String sql) {
    try {
      database.change(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
