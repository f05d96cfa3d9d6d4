package chat.parley.api;

import chat.parley.api.Rest.Person;
import java.sql.Connection;
import java.sql.SQLException;

/// Fills a database: 100,000 people, 20,000 of them in 20,000 groups, of which 200 have 1,000
/// messages each. Ada is in 100 of these and has read all but the last 20.
final class Multitude {
  private final Connection database;
  private final Person ada;

  Multitude(Connection database, Person ada) {
    this.database = database;
    this.ada = ada;
  }

  void come() throws SQLException {
    register();
    openRooms();
    talk();
    befriend();
  }

  private void register() throws SQLException {
    change(
        """
        insert into accounts (id, username, email, password_hash, display_name, created_at)
        select uuidv7(), 'person-' || i, i || '@example.org', '-', 'Person ' || i, now()
          from generate_series(0, 19999) i
        """);
    change(
        """
        insert into accounts
               (id, username, email, password_hash, display_name, created_at, online)
        select uuidv7(), lower(first || '.' || last) || '-' || i, 'p' || i || '@example.org', '-',
               first || ' ' || last, now(), i % 20 = 0
          from (select i,
                       (array['Anna', 'Ben', 'Carla', 'David', 'Emma', 'Felix', 'Greta', 'Hannah',
                              'Ivan', 'Julia', 'Karl', 'Lena', 'Michael', 'Nora', 'Otto', 'Paula'])
                         [1 + i % 16] as first,
                       initcap(
                         (array['mar', 'sten', 'hol', 'grun', 'wald', 'ros', 'lind', 'berg', 'ham',
                                'kauf', 'schu', 'win', 'nor', 'ost', 'west', 'sud'])[1 + i / 16 % 16]
                         || (array['berg', 'mann', 'stein', 'feld', 'thal', 'hof', 'bach', 'dorf',
                                   'heim', 'brink', 'ler', 'ner', 'sen', 'ski', 'ton', 'ley'])
                              [1 + i / 256 % 16]
                         || (array['', 's', 'er', 'i', 'in', 'o', 'a', 'e'])[1 + i / 4096 % 8])
                         as last
                  from generate_series(0, 79999) i) people
        """);
    change(
        """
        insert into sessions (id, user_id, created_at, last_used_at, revoked_at)
        select uuidv7(), id, now(), now(),
               case when email < '5' then now() - interval '1 day' end
          from accounts where username like 'person-%'
        """);
    change(
        """
        insert into refresh_tokens (token_hash, session_id, issued_at, expires_at, spent_at)
        select sha256((s.id::text || k)::bytea), s.id, now(), now() + k * interval '1 hour',
               case when k < 9 then now() end
          from sessions s
         cross join generate_series(0, 9) k
         where s.user_id <> '%s'
        """
            .formatted(ada.id()));
  }

  private void openRooms() throws SQLException {
    change(
        """
        insert into conversations
               (id, type, visibility, name, created_by, created_at, updated_at, last_activity_at,
                last_seq, participant_count)
        select uuidv7(), 'group', 'private', i::text, '%s', now(), now(),
               now() - i * interval '1 minute', 1000, 10
          from generate_series(0, 19999) i
        """
            .formatted(ada.id()));
    change(
        """
        insert into participants
               (conversation_id, user_id, role, joined_at, joined_seq, last_read_seq,
                last_delivered_seq)
        select c.id, case when k = 0 and c.name::int < 100 then '%s' else a.id end, 'member',
               now(), 0, 980, 1000
          from conversations c
         cross join generate_series(0, 9) k
          join accounts a on a.username = 'person-' || (c.name::int + k * 7) %% 20000
        """
            .formatted(ada.id()));
    change(
        """
        insert into read_marks (conversation_id, user_id, kind, after_seq, seq, at)
        select p.conversation_id, p.user_id, kind, s - 49, s, now()
          from participants p
          join conversations c on c.id = p.conversation_id
         cross join generate_series(49, 980, 49) s
         cross join (values ('read'), ('delivered')) kinds (kind)
         where c.name::int < 200
        """);
  }

  private void talk() throws SQLException {
    change(
        """
        insert into messages
               (id, conversation_id, seq, sender_id, type, content, client_id, created_at)
        select uuidv7(), c.id, s, a.id, 'text', repeat('some words ', 8),
               case when s % 4 > 0 then s::text end, now() - (1000 - s) * interval '1 second'
          from conversations c
         cross join generate_series(1, 1000) s
          join accounts a on a.username = 'person-' || (c.name::int + (1 + s % 9) * 7) % 20000
         where c.name::int < 200
        """);
    change(
        """
        insert into events (conversation_id, seq, type, at, actor_id, message_id)
        select conversation_id, seq, 'message.created',
               greatest(created_at, date_trunc('week', now())), sender_id, id
          from messages
        """);
    change(
        """
        insert into reactions (message_id, conversation_id, emoji, user_id, created_at)
        select m.id, m.conversation_id, e.emoji, a.id, m.created_at + p * interval '1 second'
          from (select * from messages where seq > 990) m
         cross join (values ('a'), ('b'), ('c')) e (emoji)
         cross join generate_series(1, 40) p
          join accounts a on a.username = 'person-' || p
        """);
    change(
        """
        insert into reaction_counts (message_id, conversation_id, emoji, count, first_at)
        select message_id, conversation_id, emoji, count(*), min(created_at)
          from reactions group by 1, 2, 3
        """);
    change(
        """
        insert into message_edits (message_id, conversation_id, version, content, written_at)
        select id, conversation_id, v, content, created_at from messages cross join generate_series(0, 2) v
         where seq % 20 = 0
        """);
    change(
        """
        insert into hidden_messages (message_id, conversation_id, user_id)
        select m.id, m.conversation_id, a.id from messages m
         cross join (select id from accounts limit 20) a where m.seq % 40 = 0
        """);
  }

  private void befriend() throws SQLException {
    change(
        """
        insert into friendships (id, low_id, high_id, requested_by, requested_at, accepted_at)
        select uuidv7(), least(a.id, b.id), greatest(a.id, b.id), a.id, now(),
               case when k < 8 then now() end
          from generate_series(0, 19999) i
         cross join generate_series(1, 10) k
          join accounts a on a.username = 'person-' || i
          join accounts b on b.username = 'person-' || (i + k * 11) % 20000
        """);
    change(
        """
        insert into friendships (id, low_id, high_id, requested_by, requested_at, accepted_at)
        select uuidv7(), least(a.id, '%1$s'), greatest(a.id, '%1$s'), a.id, now(),
               case when a.username < 'person-2' then now() end
          from accounts a where a.username like 'person-_00_'
        """
            .formatted(ada.id()));
    change(
        """
        insert into blocks (blocker_id, blocked_id, blocked_at)
        select a.id, b.id, now()
          from generate_series(0, 19999) i
         cross join generate_series(1, 5) k
          join accounts a on a.username = 'person-' || i
          join accounts b on b.username = 'person-' || (i + k * 13) % 20000
        """);
  }

  private void change(String sql) throws SQLException {
    Database.change(database, sql);
  }
}
