package chat.parley.load.population;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// People and conversations as an api of Parley writes them.
final class ParleyRows {
  private ParleyRows() {}

  static void insert(Connection database, List<Member> members, boolean direct)
      throws SQLException {
    Object[] people = members.stream().map(Member::id).toArray();
    Object[] rooms = members.stream().flatMap(each -> each.conversations().stream()).toArray();
    Object[] inRooms =
        members.stream()
            .flatMap(each -> each.conversations().stream().map(room -> each.id()))
            .toArray();
    Database.execute(
        database,
        """
        insert into accounts (id, username, email, password_hash, display_name, created_at)
        select id, name, name || '@example.org', 'none', name, now()
          from unnest(?::uuid[], ?::text[]) as member (id, name)
        """,
        people,
        members.stream().map(Member::name).toArray());
    Database.execute(
        database,
        """
        insert into sessions (id, user_id, created_at, last_used_at)
        select id, user_id, now(), now() from unnest(?::uuid[], ?::uuid[]) as session (id, user_id)
        """,
        members.stream().map(Member::session).toArray(),
        people);
    Database.execute(database, direct ? DIRECT : GROUPS, rooms, inRooms);
    Database.execute(
        database,
        """
        insert into participants (conversation_id, user_id, role, joined_at, joined_seq,
                                  last_read_seq, last_delivered_seq)
        select room, person, 'member', now(), 0, 0, 0
          from unnest(?::uuid[], ?::uuid[]) as p (room, person)
        """,
        rooms,
        inRooms);
    Database.execute(database, "analyze");
  }

  private static final String GROUPS =
      """
      insert into conversations (id, type, visibility, name, created_by, created_at, updated_at,
                                 last_activity_at, participant_count)
      select room, 'group', 'private', 'Room', min(person::text)::uuid, now(), now(), now(), count(*)
        from unnest(?::uuid[], ?::uuid[]) as p (room, person)
       group by room
      """;

  private static final String DIRECT =
      """
      insert into conversations (id, type, visibility, created_by, created_at, updated_at,
                                 last_activity_at, participant_count, direct_low, direct_high)
      select room, 'direct', 'private', min(person::text)::uuid, now(), now(), now(), count(*),
             min(person::text)::uuid, max(person::text)::uuid
        from unnest(?::uuid[], ?::uuid[]) as p (room, person)
       group by room
      """;
}
