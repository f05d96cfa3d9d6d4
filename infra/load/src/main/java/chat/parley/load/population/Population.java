package chat.parley.load.population;

import chat.parley.infra.dev.Stack;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntFunction;

/// Many people and their conversations, written straight into the database and given tokens
/// signed here: thousands of registrations would hash passwords for minutes.
///
/// @param members in the order of their numbers
/// @param conversations in the order of their numbers
public record Population(Database database, List<Member> members, List<UUID> conversations) {
  public Population {
    members = List.copyOf(members);
    conversations = List.copyOf(conversations);
  }

  /// Of a Parley, in rooms.
  public static Population of(Stack stack, int people, int conversations, int... offsets) {
    return of(stack, Layout.of(people, conversations, offsets));
  }

  /// Of a Parley.
  public static Population of(Stack stack, Layout layout) {
    Database database = Database.of(stack);
    Tokens tokens = new Tokens(stack.secrets().signingKeys());
    Population population = drawn(database, layout, database::newIds, tokens::issue);
    population.write(
        connection -> ParleyRows.insert(connection, population.members(), layout.direct()));
    return population;
  }

  /// With ids and tokens, but without rows.
  ///
  /// @param ids as many new ones as asked for
  /// @param token of a user and their session
  public static Population drawn(
      Database database, Layout layout, IntFunction<List<UUID>> ids, Token token) {
    List<UUID> people = ids.apply(layout.people());
    List<UUID> sessions = ids.apply(layout.people());
    List<UUID> rooms = ids.apply(layout.conversations());
    List<Member> members = new ArrayList<>();
    for (int p = 0; p < layout.people(); p++) {
      UUID id = people.get(p);
      List<UUID> own = layout.of(p).stream().map(rooms::get).toList();
      members.add(
          new Member(
              "member-" + id.toString().substring(24) + "-" + p,
              id,
              sessions.get(p),
              token.of(id, sessions.get(p), own),
              own));
    }
    return new Population(database, members, rooms);
  }

  /// What somebody's device shows.
  @FunctionalInterface
  public interface Token {
    String of(UUID user, UUID session, List<UUID> conversations);
  }

  /// What makes them known to a server.
  @FunctionalInterface
  public interface Rows {
    void insert(Connection database) throws SQLException;
  }

  public void write(Rows rows) {
    try (Connection connection = database.connect()) {
      rows.insert(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("the people can't be written", e);
    }
  }

  /// The last number of each of a Parley's conversations, from the truth.
  public Map<UUID, Long> lastSeqs() {
    try (Connection connection = database.connect();
        PreparedStatement query =
            connection.prepareStatement("select id, last_seq from conversations");
        ResultSet rows = query.executeQuery()) {
      Map<UUID, Long> last = new TreeMap<>();
      while (rows.next()) {
        last.put(rows.getObject(1, UUID.class), rows.getLong(2));
      }
      return last;
    } catch (SQLException e) {
      throw new IllegalStateException("the conversations can't be read", e);
    }
  }
}
