package chat.parley.api.conversation;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Finds public conversations.
@Singleton
class DiscoveryRepository {
  /// Each way of finding something gives so many at most, as in the search for people.
  private static final int MOST = 1_000;

  private final JdbcOperations jdbc;
  private final ConversationRows rows;

  DiscoveryRepository(JdbcOperations jdbc, ConversationRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  private static final String OF_HITS =
      """
       hit
        join conversations c on c.id = hit.id
        left join participants p on p.conversation_id = c.id and p.user_id = hit.viewer
      """
          + ConversationRows.JOINS
          + " order by hit.tier, hit.similarity desc, hit.id desc";

  /// The page is found in the index; only then comes what belongs to it.
  private static final String ALL =
      ConversationRows.SELECT
          + """
            , hit.tier, hit.similarity
              from (select id, ?::uuid as viewer, 0 as tier, 0::real as similarity
                      from conversations
                     where visibility = 'public' and deleted_at is null and id < ?
                     order by id desc limit ?)
            """
          + OF_HITS;

  /// The newest first.
  List<Discovery.Hit> all(Discovery wanted, int limit) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ALL)) {
            Discovery.Place after = after(wanted);
            statement.setObject(1, wanted.viewer().value());
            statement.setObject(2, after.id().value());
            statement.setInt(3, limit);
            return hits(statement);
          }
        });
  }

  /// Two ways, each by its index: names that begin so, and names that look alike, the whole or a
  /// part; the second threshold is set as in the search for people, and for the same reason.
  private static final String SEARCH =
      """
      with wanted as materialized (
        select q, q || U&'\\+10FFFF' as beyond,
               set_config('pg_trgm.word_similarity_threshold', '0.5', true) as threshold
          from lower(?::text) as w (q)
      ), found as (
        (select c.id
           from wanted
          cross join lateral (
                select c.id from conversations c
                 where lower(c.name) collate "C" >= wanted.q
                   and lower(c.name) collate "C" < wanted.beyond
                   and c.visibility = 'public' and c.deleted_at is null
                 order by lower(c.name) collate "C", c.id limit %1$d) c)
        union
        (select c.id
           from wanted
          cross join lateral (
                select c.id from conversations c
                 where (c.name %% wanted.q or wanted.q <%% c.name)
                   and wanted.threshold is not null and char_length(wanted.q) > 2
                   and c.visibility = 'public' and c.deleted_at is null
                 order by word_similarity(wanted.q, c.name) desc, c.id limit %1$d) c)
      ), ranked as (
        select c.id, similarity(c.name, wanted.q) as similarity,
               case when lower(c.name) = wanted.q then 0
                    when starts_with(lower(c.name), wanted.q) then 1
                    else 2 end as tier
          from found
         cross join lateral (
               select id, name from conversations n where n.id = found.id offset 0) c
         cross join wanted
      )
      """
              .formatted(MOST)
          + ConversationRows.SELECT
          + """
            , hit.tier, hit.similarity
              from (select id, ?::uuid as viewer, tier, similarity
                      from ranked, (select ?::int as tier_, ?::real as similarity_, ?::uuid as id_) after
                     where tier > tier_
                        or (tier = tier_ and (similarity < similarity_
                             or (similarity = similarity_ and id < id_)))
                     order by tier, similarity desc, id desc
                     limit ?)
            """
          + OF_HITS;

  /// The best first.
  List<Discovery.Hit> search(Discovery wanted, int limit) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SEARCH)) {
            Discovery.Place after = after(wanted);
            statement.setString(1, wanted.query());
            statement.setObject(2, wanted.viewer().value());
            statement.setInt(3, after.tier());
            statement.setFloat(4, after.similarity());
            statement.setObject(5, after.id().value());
            statement.setInt(6, limit);
            return hits(statement);
          }
        });
  }

  private static Discovery.Place after(Discovery wanted) {
    return wanted.after() == null ? Discovery.Place.FIRST : wanted.after();
  }

  private List<Discovery.Hit> hits(PreparedStatement statement) throws SQLException {
    List<Discovery.Hit> hits = new ArrayList<>();
    try (ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        hits.add(
            new Discovery.Hit(
                rows.read(found), found.getInt("tier"), found.getFloat("similarity")));
      }
    }
    return hits;
  }
}
