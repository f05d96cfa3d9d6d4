package chat.parley.api.receipt;

/// How much somebody has not read, as SQL that takes as long for a long history as for a short
/// one.
public final class Unread {
  private Unread() {}

  /// Other people's messages after a position, without the deleted ones and those of the system.
  ///
  /// The first message after the position that has an ordinal tells how many follow; it doesn't
  /// matter how many of the earlier ones are still there. Off come the deleted ones among them;
  /// to them come those that an older version of the api wrote, which have no ordinal. Nobody's
  /// own are among the first, for sending is reading.
  ///
  /// All parameters are expressions of the statement's.
  ///
  /// @param reader whose own don't count
  /// @param messageCount of the conversation, read in the same statement
  public static String count(
      String conversation, String reader, String position, String messageCount) {
    return """
        (coalesce(
           (select %4$s - following.ordinal + (following.type <> 'system')::int
              from messages following
             where following.conversation_id = %1$s and following.seq > %3$s
               and following.ordinal is not null
             order by following.seq limit 1), 0)
         + (select coalesce(sum(case when uncounted.ordinal is not null then -1
                                     when uncounted.deleted_at is null
                                      and uncounted.sender_id <> %2$s then 1
                                     else 0 end), 0)
              from messages uncounted
             where uncounted.conversation_id = %1$s and uncounted.seq > %3$s
               and uncounted.type <> 'system'
               and (uncounted.ordinal is null or uncounted.deleted_at is not null)))
        """
        .formatted(conversation, reader, position, messageCount);
  }

  /// Messages after a position that mention somebody.
  ///
  /// All parameters are expressions of the statement's.
  public static String mentions(String conversation, String reader, String position) {
    return """
        (select count(*) from mentions mention
          where mention.user_id = %2$s and mention.conversation_id = %1$s
            and mention.seq > %3$s)
        """
        .formatted(conversation, reader, position);
  }
}
