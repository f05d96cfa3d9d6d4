package chat.parley.api.search;

import chat.parley.api.message.MessageRows;
import chat.parley.api.replica.Reads;
import chat.parley.api.system.Columns;
import chat.parley.shared.event.Message;
import chat.parley.shared.id.Id;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Looks for messages in one of two ways.
///
/// [#INDEX] has the index name all messages with the words and keeps the caller's. It costs what
/// the rarest word of the query is common in all conversations together. [#READ] goes through the
/// caller's newest messages and keeps those with the words. It costs what it is allowed to.
@Singleton
class SearchRepository {
  private final Reads reads;
  private final MessageRows rows;

  SearchRepository(Reads reads, MessageRows rows) {
    this.reads = reads;
    this.rows = rows;
  }

  private static final String WISH =
      """
      with wish as materialized (
        select ?::uuid as caller, ?::uuid as conversation, ?::uuid as sender, ?::text as type,
               ?::timestamptz as since, ?::tsquery as condition, ?::tsquery as ranking,
               ?::boolean as by_rank, ?::real as rank, ?::timestamptz as at, ?::uuid as id,
               ?::timestamptz as until, ?::uuid as until_id,
               ?::int as candidates, ?::int as page, ?::int as budget
      )
      """;

  /// What counts of the messages that have the words.
  private static final String COUNTS =
      """
             (wish.sender is null or m.sender_id = wish.sender)
         and (wish.type is null or m.type = wish.type)
         and m.created_at >= wish.since
         and (m.created_at, m.id) < (wish.until, wish.until_id)
         and not exists (select from hidden_messages h
                          where h.message_id = m.id and h.user_id = wish.caller)
       order by m.created_at desc, m.id desc
       limit (select candidates from wish)
      """;

  /// `is true` has the caller's conversations hashed and each message looked up there; as a join,
  /// PostgreSQL might compare each with each.
  private static final String INDEX =
      WISH
          + """
            , mine as materialized (
              select p.conversation_id
                from wish
                join participants p on p.user_id = wish.caller
                                   and (wish.conversation is null
                                        or p.conversation_id = wish.conversation)
            ), horizon as (
              select null::timestamptz as at
            ), candidates as materialized (
              select m.id, m.conversation_id, m.created_at, m.terms
                from wish
                join messages m on m.terms @@ wish.condition
               where (m.conversation_id in (select conversation_id from mine)) is true and
            """
          + COUNTS
          + ")";

  /// How far back to go, so that no more is read than the budget allows: `steps` has the times of
  /// the 16th, 32nd, 64th … message of each conversation, counted back from where the page begins.
  /// To go back beyond the 64th costs up to 64 more. `horizon` is the first time beyond which the
  /// costs of all conversations together would be more than the budget. Everything newer is read,
  /// so what is found is all there is up to there, in the right order across conversations.
  /// `offset 0` has the words tested one by one: PostgreSQL might ask the index for all messages
  /// that have them, for each conversation anew.
  private static final String READ =
      WISH
          + """
            , mine as materialized (
              select p.conversation_id, newest.seq
                from wish
                join participants p on p.user_id = wish.caller
                                   and (wish.conversation is null
                                        or p.conversation_id = wish.conversation)
               cross join lateral (
                     select x.seq from messages x
                      where x.conversation_id = p.conversation_id and x.terms is not null
                        and x.created_at <= wish.until
                      order by x.created_at desc limit 1) newest
            ), steps as (
              select step.created_at, size
                from wish
               cross join mine
               cross join unnest(array[16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384,
                                       32768, 65536]) size
               cross join lateral (
                     select x.created_at from messages x
                      where x.conversation_id = mine.conversation_id and x.seq <= mine.seq - size
                      order by x.seq desc limit 1) step
               where size <= wish.budget
            ), horizon as materialized (
              select max(created_at) as at
                from (select created_at, sum(size) over (order by created_at desc) as cost
                        from steps) costs, wish
               where cost > wish.budget and created_at > wish.since
            ), candidates as materialized (
              select m.id, m.conversation_id, m.created_at, m.terms
                from wish
               cross join horizon
               cross join mine
               cross join lateral (
                     select x.* from messages x
                      where x.conversation_id = mine.conversation_id and x.terms is not null
                        and x.created_at > coalesce(horizon.at, '-infinity')
                        and x.created_at >= wish.since and x.created_at <= wish.until
                     offset 0) m
               where m.terms @@ wish.condition and
            """
          + COUNTS
          + ")";

  /// Ranks them and cuts out the page. `offset 0` has each message of it looked up by its id.
  private static final String PAGE =
      """
      , ranked as (
        select c.id, c.conversation_id, c.created_at, fit.rank, case when by_rank then fit.rank else 0 end as place
          from wish
         cross join candidates c
         cross join lateral (select ts_rank(c.terms, wish.ranking, 1 | 32) as rank) fit
      ), page as (
        select ranked.*
          from wish
         cross join ranked
         where (place, created_at, ranked.id) < (wish.rank, wish.at, wish.id)
         order by place desc, created_at desc, ranked.id desc
         limit (select page from wish)
      )
      select horizon.at as horizon, (select max(created_at) from candidates) as newest, page.rank,
      """
          + MessageRows.COLUMNS
          + """
              from wish
             cross join horizon
              left join page on true
              left join lateral (select * from messages x
                                  where x.conversation_id = page.conversation_id
                                    and x.id = page.id offset 0) m on true
              left join accounts s on s.id = m.sender_id
            """
          + MessageRows.joins("wish.caller")
          + " order by page.place desc, page.created_at desc, page.id desc";

  Found byIndex(SearchRequest request, int candidates) {
    return find(INDEX + PAGE, request, candidates, 0);
  }

  /// @param budget how many messages to read, about
  Found byReading(SearchRequest request, int candidates, int budget) {
    return find(READ + PAGE, request, candidates, budget);
  }

  private Found find(String sql, SearchRequest request, int candidates, int budget) {
    return reads.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, request);
            statement.setInt(14, candidates);
            statement.setInt(15, request.limit() + 1);
            statement.setInt(16, budget);
            try (ResultSet found = statement.executeQuery()) {
              return read(found);
            }
          }
        });
  }

  private static void bind(PreparedStatement statement, SearchRequest request) throws SQLException {
    Place place = request.place();
    Message.Type type = request.type();
    statement.setObject(1, request.caller().value());
    statement.setObject(2, value(request.conversation()));
    statement.setObject(3, value(request.sender()));
    statement.setString(4, type == null ? null : type.name().toLowerCase(Locale.ROOT));
    statement.setObject(5, request.since().atOffset(ZoneOffset.UTC));
    statement.setString(6, request.query().condition());
    statement.setString(7, request.query().ranking());
    statement.setBoolean(8, request.sort() == Sort.RANK);
    statement.setFloat(9, place.rank());
    statement.setObject(10, place.at().atOffset(ZoneOffset.UTC));
    statement.setObject(11, place.id());
    statement.setObject(12, place.until().atOffset(ZoneOffset.UTC));
    statement.setObject(13, place.untilId());
  }

  private static @Nullable UUID value(@Nullable Id id) {
    return id == null ? null : id.value();
  }

  private Found read(ResultSet found) throws SQLException {
    List<Found.Ranked> messages = new ArrayList<>();
    Instant newest = null;
    Instant horizon = null;
    while (found.next()) {
      newest = Columns.instantOrNull(found, "newest");
      horizon = Columns.instantOrNull(found, "horizon");
      Message message = rows.read(found);
      if (message != null) {
        messages.add(new Found.Ranked(message, found.getFloat("rank")));
      }
    }
    return new Found(messages, newest, horizon);
  }
}
