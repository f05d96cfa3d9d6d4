package chat.parley.api.user;

import chat.parley.shared.event.User;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/// Finds people by what they are called and by who is there.
@Singleton
class UserSearchRepository {
  /// Each way of finding somebody gives so many at most: nobody pages through more, and a query
  /// of one letter costs no more than any other.
  private static final int MOST = 1_000;

  private final JdbcOperations jdbc;

  UserSearchRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /// Three ways, each by its index: names that begin so, usernames and display names, and names
  /// that look alike (`%` the whole, `<%` a part). The second threshold is lower than
  /// PostgreSQL's own, which would not find Michael by "micheal"; it is set within the statement,
  /// which is its own transaction, and everything else depends on that row, so it holds for all
  /// of it. Below three letters nothing looks alike. `offset 0` has each that was found looked up
  /// by its id; PostgreSQL reckons with more of them than there are, and would read all accounts.
  private static final String SEARCH =
      """
      with wanted as materialized (
        select q, q || U&'\\+10FFFF' as beyond,
               ?::uuid as viewer, set_config('pg_trgm.word_similarity_threshold', '0.5', true) as threshold
          from lower(?::text) as w (q)
      ), found as (
        (select u.id
           from wanted
          cross join lateral (
                select u.id from accounts u
                 where lower(u.username) collate "C" >= wanted.q
                   and lower(u.username) collate "C" < wanted.beyond
                   and %1$s
                 order by lower(u.username) collate "C", u.id limit %2$d) u)
        union
        (select u.id
           from wanted
          cross join lateral (
                select u.id from accounts u
                 where lower(u.display_name) collate "C" >= wanted.q
                   and lower(u.display_name) collate "C" < wanted.beyond
                   and %1$s
                 order by lower(u.display_name) collate "C", u.id limit %2$d) u)
        union
        (select u.id
           from wanted
          cross join lateral (
                select u.id from accounts u
                 where (u.username %% wanted.q or u.display_name %% wanted.q
                        or wanted.q <%% u.username or wanted.q <%% u.display_name)
                   and wanted.threshold is not null and char_length(wanted.q) > 2
                   and %1$s
                 order by greatest(word_similarity(wanted.q, u.username),
                                   word_similarity(wanted.q, u.display_name)) desc, u.id
                 limit %2$d) u)
      ), ranked as (
        select u.*,
               case when lower(u.username) = wanted.q or lower(u.display_name) = wanted.q then 0
                    when starts_with(lower(u.username), wanted.q)
                      or starts_with(lower(u.display_name), wanted.q) then 1
                    else 2 end as tier,
               greatest(similarity(u.username, wanted.q), similarity(u.display_name, wanted.q))
                 as similarity
          from found
         cross join lateral (select * from accounts a where a.id = found.id offset 0) u
         cross join wanted
      )
      select u.tier, u.similarity,
      """
              .formatted(UserRows.listedFor("wanted.viewer"), MOST)
          + UserRows.COLUMNS
          + """
             from ranked u
            where (u.tier, -u.similarity, u.id) > (?, ?::real, ?)
            order by u.tier, u.similarity desc, u.id
            limit ?
            """;

  /// The best first.
  List<UserHit> search(UserSearch search, int limit) {
    UserSearch.After after = search.after();
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SEARCH)) {
            statement.setObject(1, search.viewer().value());
            statement.setString(2, search.query());
            statement.setInt(3, after == null ? -1 : after.tier());
            statement.setFloat(4, after == null ? 0 : -after.similarity());
            statement.setObject(5, after == null ? search.viewer().value() : after.user().value());
            statement.setInt(6, limit);
            List<UserHit> hits = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                hits.add(
                    new UserHit(
                        UserRows.read(rows), rows.getInt("tier"), rows.getFloat("similarity")));
              }
            }
            return hits;
          }
        });
  }

  private static final String ONLINE =
      "select "
          + UserRows.COLUMNS
          + """
              from (select ?::uuid as id) viewer
              join accounts u on u.id > ?
             where u.online and u.chosen_status <> 'invisible' and %s
             order by u.id limit ?
            """
              .formatted(UserRows.listedFor("viewer.id"));

  /// Whom the viewer sees online, in the order of their ids.
  List<User> online(UserId viewer, UserId after, int limit) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ONLINE)) {
            statement.setObject(1, viewer.value());
            statement.setObject(2, after.value());
            statement.setInt(3, limit);
            return UserRows.readAll(statement);
          }
        });
  }
}
