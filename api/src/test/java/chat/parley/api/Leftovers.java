package chat.parley.api;

import chat.parley.api.Rest.Person;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/// What an api leaves in the database that died between commit and publish.
record Leftovers(Database database) {
  /// The outbox ids run against the order of the events.
  private static final String WRITE =
      """
      with sent as (
        update conversations set last_seq = last_seq + ? where id = ?
        returning id, last_seq - ? as before
      ), place as materialized (
        select id as room, before + n as seq, gen_random_uuid() as message, ?::uuid as sender,
               clock_timestamp() as at
          from sent, generate_series(1, ?) n
      ), message as (
        insert into messages (id, conversation_id, seq, sender_id, type, content, created_at)
        select message, room, seq, sender, 'text', 'left behind ' || seq, at from place
      ), logged as (
        insert into events (conversation_id, seq, type, at, actor_id, message_id)
        select room, seq, 'message.created', at, sender, message from place
      )
      insert into outbox (kind, conversation_id, seq, created_at)
      select 'durable', room, seq, at from place order by seq desc
      """;

  void messages(String room, Person sender, int count) throws SQLException {
    try (Connection connection = database.connect()) {
      messages(connection, room, sender, count);
    }
  }

  static void messages(Connection connection, String room, Person sender, int count)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
      statement.setInt(1, count);
      statement.setObject(2, UUID.fromString(room));
      statement.setInt(3, count);
      statement.setObject(4, UUID.fromString(sender.id()));
      statement.setInt(5, count);
      statement.executeUpdate();
    }
  }

  /// A row as it would be left of something that has long been published.
  void again(String room, long seq) throws SQLException {
    database.change(
        """
        insert into outbox (kind, conversation_id, seq, created_at)
        values ('durable', '%s', %d, clock_timestamp())
        """
            .formatted(room, seq));
  }

  void joinedAgain(String room, Person person) throws SQLException {
    database.change(
        """
        insert into outbox (kind, conversation_id, seq, user_id, created_at)
        values ('joined', '%s', 0, '%s', clock_timestamp())
        """
            .formatted(room, person.id()));
  }

  long rows() throws SQLException {
    return database.number("select count(*) from outbox");
  }
}
