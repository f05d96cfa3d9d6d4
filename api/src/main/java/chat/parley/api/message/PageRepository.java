package chat.parley.api.message;

import chat.parley.api.replica.Reads;
import chat.parley.shared.event.Message;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Reads pages of a history: of a conversation, or of the thread under one of its messages.
@Singleton
class PageRepository {
  private final Reads reads;
  private final MessageRows rows;

  PageRepository(Reads reads, MessageRows rows) {
    this.reads = reads;
    this.rows = rows;
  }

  /// Two index ranges around the anchor and whether there is more on either side, in one
  /// statement. The anchor itself belongs to neither side, but to a page around it. What the
  /// reader has hidden is not there for them. No row at all: the reader may not know of the
  /// history; one row without an anchor: no such message in it. `sides` is materialized, or
  /// PostgreSQL would look again for each message of the page.
  ///
  /// Each side is bounded by a number as well as by a parameter. PostgreSQL expects of all parts
  /// of `messages` together what is asked of one, and of that a tenth under a limit that it
  /// doesn't know: so many rows that it would plan anew for each page, at ten times the cost of
  /// the page. For the same reason `sides` looks for the next one in the order of the index: where
  /// `exists` asks for any, PostgreSQL expects to meet one soon by reading a part from its start.
  ///
  /// @param within whether a message (the first `%s`) is of a row of `history` (the second);
  ///     indexed with `seq`
  /// @param history what the history is called in its `conversation_id`, and for whom, its
  ///     `user_id`; parameters: which history, reader
  private static String page(String within, String history) {
    return """
        with anchor as (
          select history.*,
                 case when ?::uuid is null then ?::bigint
                      else (select a.seq from messages a
                             where a.id = ?::uuid and %1$s
                               and not exists (select from hidden_messages h
                                                where h.message_id = a.id
                                                  and h.user_id = history.user_id)) end as seq
            from (%5$s) history
        ), part as (
          (select m.* from anchor join lateral (
             select * from (
               select * from messages b
                where %2$s and b.seq < anchor.seq
                  and not exists (select from hidden_messages h
                                   where h.message_id = b.id and h.user_id = anchor.user_id)
                order by seq desc limit %4$d) b
              order by seq desc limit ?) m on true)
          union all
          (select m.* from anchor join lateral (
             select * from (
               select * from messages b
                where %2$s and b.seq > anchor.seq - ?
                  and not exists (select from hidden_messages h
                                   where h.message_id = b.id and h.user_id = anchor.user_id)
                order by seq limit %4$d) b
              order by seq limit ?) m on true)
        ), sides as materialized (
          select (select e.seq from messages e
                   where %3$s and e.seq <= anchor.seq
                     and not exists (select from hidden_messages h
                                      where h.message_id = e.id and h.user_id = anchor.user_id)
                   order by e.seq desc limit 1) is not null as older,
                 (select e.seq from messages e
                   where %3$s and e.seq >= anchor.seq
                     and not exists (select from hidden_messages h
                                      where h.message_id = e.id and h.user_id = anchor.user_id)
                   order by e.seq limit 1) is not null as newer
            from anchor
        )
        select anchor.seq as anchor_seq, sides.older, sides.newer,
               %6$s
          from anchor
         cross join sides
          left join part m on true
          left join lateral (select * from accounts where id = m.sender_id limit 1) s on true
        %7$s
         order by m.seq
        """
        .formatted(
            within.formatted("a", "history"),
            within.formatted("b", "anchor"),
            within.formatted("e", "anchor"),
            PageWindow.MOST_ROWS,
            history,
            MessageRows.COLUMNS,
            MessageRows.joins("anchor.user_id"));
  }

  private static final String CONVERSATION =
      page(
          "%1$s.conversation_id = %2$s.conversation_id",
          """
          select p.conversation_id, p.user_id
            from participants p where p.conversation_id = ? and p.user_id = ?
          """);

  PageResult page(ConversationId conversation, UserId reader, PageRequest request) {
    return page(CONVERSATION, conversation.value(), reader, request);
  }

  private static final String THREAD =
      page(
          "%1$s.conversation_id = %2$s.conversation_id and %1$s.reply_to = %2$s.answered",
          """
          select t.conversation_id, p.user_id, t.id as answered
            from messages t
            join participants p on p.conversation_id = t.conversation_id
           where t.id = ? and p.user_id = ?
             and not exists (select from hidden_messages h
                              where h.message_id = t.id and h.user_id = p.user_id)
          """);

  PageResult replies(MessageId answered, UserId reader, PageRequest request) {
    return page(THREAD, answered.value(), reader, request);
  }

  private PageResult page(String sql, UUID history, UserId reader, PageRequest request) {
    PageWindow window = PageWindow.of(request);
    return reads.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bindAnchor(statement, request.anchor());
            statement.setObject(4, history);
            statement.setObject(5, reader.value());
            statement.setInt(6, window.olderRows());
            statement.setInt(7, window.withAnchor() ? 1 : 0);
            statement.setInt(8, window.newerRows());
            try (ResultSet found = statement.executeQuery()) {
              return read(found, window);
            }
          }
        });
  }

  private static void bindAnchor(PreparedStatement statement, Anchor anchor) throws SQLException {
    switch (anchor) {
      case Anchor.Seq seq -> {
        statement.setObject(1, null);
        statement.setLong(2, seq.value());
        statement.setObject(3, null);
      }
      case Anchor.Id id -> {
        statement.setObject(1, id.value().value());
        statement.setLong(2, 0);
        statement.setObject(3, id.value().value());
      }
    }
  }

  private PageResult read(ResultSet found, PageWindow window) throws SQLException {
    if (!found.next()) {
      return new PageResult.Absent();
    }
    long anchor = found.getLong("anchor_seq");
    if (found.wasNull()) {
      return new PageResult.UnknownAnchor();
    }
    boolean older = found.getBoolean("older");
    boolean newer = found.getBoolean("newer");
    List<Message> messages = new ArrayList<>();
    do {
      Message message = rows.read(found);
      if (message != null) {
        messages.add(message);
      }
    } while (found.next());
    return window.cut(messages, anchor, older, newer);
  }
}
