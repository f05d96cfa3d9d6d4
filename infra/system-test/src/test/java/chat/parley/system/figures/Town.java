package chat.parley.system.figures;

import chat.parley.infra.dev.Stack;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/// Many people and their conversations, written straight into the database and given tokens signed
/// here: thousands of registrations would hash passwords for minutes.
///
/// @param members in the order of their numbers
/// @param conversations in the order of their numbers
record Town(Stack stack, List<Member> members, List<UUID> conversations) {
  private static final Duration TOKEN_LIFE = Duration.ofHours(1);

  Town {
    members = List.copyOf(members);
    conversations = List.copyOf(conversations);
  }

  /// @param conversations those that the member is in
  record Member(String name, UUID id, UUID session, String token, List<UUID> conversations) {
    Member {
      conversations = List.copyOf(conversations);
    }
  }

  /// Person `p` is in the conversations `(p + offset) % conversations`, for each offset: all have
  /// the same number of members, and their members are not the same people.
  static Town of(Stack stack, int people, int conversations, int... offsets) {
    try (Connection database = connect(stack)) {
      List<UUID> ids = newIds(database, people);
      List<UUID> sessions = newIds(database, people);
      List<UUID> rooms = newIds(database, conversations);
      List<Member> members = new ArrayList<>();
      Tokens tokens = new Tokens(stack);
      for (int p = 0; p < people; p++) {
        int person = p;
        members.add(
            new Member(
                "member-" + ids.get(p).toString().substring(24) + "-" + p,
                ids.get(p),
                sessions.get(p),
                tokens.issue(ids.get(p), sessions.get(p)),
                IntStream.of(offsets)
                    .mapToObj(offset -> rooms.get((person + offset) % conversations))
                    .toList()));
      }
      insert(database, members, rooms);
      return new Town(stack, members, rooms);
    } catch (SQLException e) {
      throw new IllegalStateException("the town can't be built", e);
    }
  }

  static Connection connect(Stack stack) throws SQLException {
    return DriverManager.getConnection(
        stack.postgres().jdbcUrl("parley"),
        stack.postgres().username(),
        stack.postgres().password());
  }

  private static List<UUID> newIds(Connection database, int count) throws SQLException {
    try (PreparedStatement query =
        database.prepareStatement("select uuidv7() from generate_series(1, ?)")) {
      query.setInt(1, count);
      List<UUID> ids = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getObject(1, UUID.class));
        }
      }
      return ids;
    }
  }

  private static void insert(Connection database, List<Member> members, List<UUID> rooms)
      throws SQLException {
    Object[] people = members.stream().map(Member::id).toArray();
    execute(
        database,
        """
        insert into accounts (id, username, email, password_hash, display_name, created_at)
        select id, name, name || '@example.org', 'none', name, now()
          from unnest(?::uuid[], ?::text[]) as member (id, name)
        """,
        people,
        members.stream().map(Member::name).toArray());
    execute(
        database,
        """
        insert into sessions (id, user_id, created_at, last_used_at)
        select id, user_id, now(), now() from unnest(?::uuid[], ?::uuid[]) as session (id, user_id)
        """,
        members.stream().map(Member::session).toArray(),
        people);
    execute(
        database,
        """
        insert into conversations (id, type, visibility, name, created_by, created_at, updated_at,
                                   last_activity_at, participant_count)
        select id, 'group', 'private', 'Room', creator, now(), now(), now(), ?::int
          from unnest(?::uuid[]) as room (id), (select ?::uuid) as first (creator)
        """,
        members.stream().mapToInt(each -> each.conversations().size()).sum() / rooms.size(),
        rooms.toArray(),
        members.getFirst().id());
    execute(
        database,
        """
        insert into participants (conversation_id, user_id, role, joined_at, joined_seq,
                                  last_read_seq, last_delivered_seq)
        select room, person, 'member', now(), 0, 0, 0
          from unnest(?::uuid[], ?::uuid[]) as p (room, person)
        """,
        members.stream().flatMap(each -> each.conversations().stream()).toArray(),
        members.stream()
            .flatMap(each -> each.conversations().stream().map(room -> each.id()))
            .toArray());
    execute(database, "analyze");
  }

  private static void execute(Connection database, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = database.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(
            i + 1,
            parameters[i] instanceof Object[] array
                ? database.createArrayOf(array[0] instanceof UUID ? "uuid" : "text", array)
                : parameters[i]);
      }
      statement.execute();
    }
  }

  /// The last number of each conversation, from the truth.
  Map<UUID, Long> lastSeqs() {
    try (Connection database = connect(stack);
        PreparedStatement query =
            database.prepareStatement("select id, last_seq from conversations");
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

  private static final class Tokens {
    private final ECKey key;
    private final ECDSASigner signer;

    Tokens(Stack stack) {
      try {
        key = JWKSet.parse(stack.secrets().signingKeys()).getKeys().getFirst().toECKey();
        signer = new ECDSASigner(key);
      } catch (ParseException | JOSEException e) {
        throw new IllegalStateException("the stack's keys can't sign", e);
      }
    }

    String issue(UUID user, UUID session) {
      Instant now = Instant.now();
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256)
                  .type(new JOSEObjectType("at+jwt"))
                  .keyID(key.getKeyID())
                  .build(),
              new JWTClaimsSet.Builder()
                  .issuer("parley")
                  .subject(user.toString())
                  .claim("sid", session.toString())
                  .issueTime(Date.from(now))
                  .expirationTime(Date.from(now.plus(TOKEN_LIFE)))
                  .build());
      try {
        token.sign(signer);
      } catch (JOSEException e) {
        throw new IllegalStateException("the stack's keys can't sign", e);
      }
      return token.serialize();
    }
  }
}
