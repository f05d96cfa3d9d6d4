package chat.parley.load;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Who asks, and for which conversation. In the same town always the same.
record Subjects(List<String> busyPeople, List<Seat> seats) {
  private static final int PEOPLE = 20;
  private static final int SEATS = 500;

  /// @param conversations in about so many are those who have many
  static Subjects of(Target target, int conversations) throws SQLException {
    try (Connection connection = target.connect();
        Statement statement = connection.createStatement()) {
      List<String> people = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              """
              select user_id from participants
               group by user_id order by abs(count(*) - %d), user_id limit %d
              """
                  .formatted(conversations, PEOPLE))) {
        while (rows.next()) {
          people.add(rows.getString(1));
        }
      }
      List<Seat> seats = new ArrayList<>();
      // A message is in a large conversation more likely than in a small one, and so is who
      // reads.
      try (ResultSet rows =
          statement.executeQuery(
              """
              select p.user_id, c.id, c.last_seq
                from (select m.conversation_id, m.sender_id
                        from messages m tablesample system (2) repeatable (1)
                       where m.sender_id is not null limit %d) m
                join conversations c on c.id = m.conversation_id
                join participants p on p.conversation_id = c.id and p.user_id = m.sender_id
              """
                  .formatted(SEATS))) {
        while (rows.next()) {
          seats.add(new Seat(rows.getString(1), rows.getString(2), rows.getLong(3)));
        }
      }
      return new Subjects(people, seats);
    }
  }

  /// Somebody in many conversations.
  String busy(int i) {
    return busyPeople.get(i % busyPeople.size());
  }

  Seat seat(int i) {
    return seats.get(i % seats.size());
  }

  /// Somebody in a conversation, who has spoken there.
  record Seat(String user, String conversation, long lastSeq) {
    String path() {
      return "/v1/conversations/" + conversation;
    }
  }
}
