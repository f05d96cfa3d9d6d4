package chat.parley.system.web;

import chat.parley.infra.dev.Stack;
import chat.parley.system.RestClient;
import chat.parley.system.RestClient.Person;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A group of five who have said a great deal in more than a year: long and short, with lists,
/// code, links, reactions and replies. Written straight into the database: by REST it would take an
/// hour.
///
/// @param people the first of them is its owner
record LongConversation(RestClient rest, List<Person> people, String id) {
  static final int MESSAGES = 100_000;

  /// The text of the last message, which answers the one in the middle.
  static final String NEWEST = "the newest of them";

  static final int MIDDLE = MESSAGES / 2;

  /// @param name with which the names of its people begin
  static LongConversation in(Site site, String name) {
    RestClient rest = site.rest();
    List<Person> people =
        Stream.of("ada", "grace", "linus", "mei", "omar")
            .map(each -> rest.register(name + "-" + each))
            .toList();
    String id =
        RestClient.expect(
                201,
                rest.post(
                    "/v1/conversations",
                    people.getFirst().token(),
                    Map.of(
                        "type",
                        "group",
                        "name",
                        "A hundred thousand",
                        "participant_ids",
                        people.stream().skip(1).map(Person::id).toList())))
            .get("id")
            .asText();
    fill(site.stack(), id);
    return new LongConversation(rest, people, id);
  }

  /// Somebody else says something.
  void say(String text) {
    RestClient.expect(
        201,
        rest.post(
            "/v1/conversations/" + id + "/messages",
            people.getLast().token(),
            Map.of("content", text)));
  }

  private static void fill(Stack stack, String id) {
    try (Connection database =
            DriverManager.getConnection(
                stack.postgres().jdbcUrl("parley"),
                stack.postgres().username(),
                stack.postgres().password());
        Statement statement = database.createStatement()) {
      for (String sql : SQL.split(";\n", -1)) {
        statement.execute(
            sql.replace(":room", "'" + id + "'").replace(":n", Integer.toString(MESSAGES)));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the conversation can't be written", e);
    }
  }

  /// What was said first, by the system, is put before all of it.
  private static final String SQL =
      """
      update messages set created_at = now() - interval '420 days' where conversation_id = :room;
      create temporary table senders as
      select row_number() over (order by user_id) - 1 as n, user_id
        from participants where conversation_id = :room;
      create temporary table said as
      select s + 1 as seq, s as ordinal, user_id, uuidv7((s - :n) * interval '6 minutes') as id,
             now() + (s - :n) * interval '6 minutes' as at,
             case when s = :n then 'the newest of them' else
             '#' || s || ' ' || substr(words, 1 + s * 7919 % 1500, 8 + s * 31 % 1009 % 41 * case s % 50 when 0 then 40 else 8 end)
             || case when s % 11 = 0 then ' **bold**, *italic* and `code` https://example.org/' || s else '' end
             || case when s % 13 = 0 then E'\\n- one\\n- two\\n- three' else '' end
             || case when s % 17 = 0 then E'\\n```\\n07:12  cable-7  ok   182.4 kN\\n07:13  cable-7  ok   182.6 kN\\n```' else '' end
             || case when s % 23 = 0 then E'\\n> what somebody else had said' else '' end
             end as content
        from generate_series(1, :n) s
        join senders on senders.n = s / 3 % 5
       cross join (select repeat('the bridge holds while the river rises and we wait for news from the north pier, where cable seven has been asleep since Tuesday; ', 30) as words) text;
      create index on said (seq);
      analyze said;
      insert into messages (id, conversation_id, seq, ordinal, sender_id, type, content, created_at,
                            reply_to, terms)
      select m.id, :room, m.seq, m.ordinal, m.user_id, 'text', m.content, m.at, source.id,
             to_tsvector('simple', m.content)
        from said m
        left join said source
          on source.ordinal = case when m.ordinal = :n then :n / 2
                                   when m.ordinal % 19 = 0 then m.ordinal - 7 end;
      insert into threads (message_id, conversation_id, reply_count, last_reply_at)
      select reply_to, :room, count(*), max(created_at) from messages
       where conversation_id = :room and reply_to is not null group by reply_to;
      insert into reactions (message_id, conversation_id, emoji, user_id, created_at)
      select said.id, :room, case when said.seq % 2 = 0 then '👍' else '🎉' end, senders.user_id,
             at + senders.n * interval '1 second'
        from said join senders on senders.n <= said.seq % 3 where said.seq % 9 = 0;
      insert into reaction_counts (message_id, conversation_id, emoji, count, first_at)
      select message_id, :room, emoji, count(*), min(r.created_at)
        from reactions r join said on said.id = r.message_id group by message_id, emoji;
      insert into events (conversation_id, seq, type, at, actor_id, message_id)
      select :room, seq, 'message.created', at, user_id, id from said where at > now() - interval '5 days';
      update conversations
         set last_seq = :n + 1, message_count = :n, last_activity_at = now(), updated_at = now()
       where id = :room;
      update participants set last_read_seq = :n + 1, last_delivered_seq = :n + 1
       where conversation_id = :room;
      drop table said, senders;
      analyze
      """;
}
