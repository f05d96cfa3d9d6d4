package chat.parley.api.media;

import chat.parley.shared.event.Message.Attachment;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MediaId;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Files that are uploaded and not yet in a message.
@Singleton
public class UnsentMedia {
  private final JdbcOperations jdbc;
  private final Attachments attachments;

  UnsentMedia(JdbcOperations jdbc, Attachments attachments) {
    this.jdbc = jdbc;
    this.attachments = attachments;
  }

  /// In the order of their ids: two sends of the same files wait for each other instead of
  /// deadlocking, and the second finds none unsent. Their place in the list is their place in the
  /// message.
  private static final String LOCK =
      """
      with mine as materialized (
        select media.* from media
         where id = any (?) and uploader_id = ? and message_id is null
         order by id
           for update
      )
      select json_agg(%s order by w.place)
        from unnest(?::uuid[]) with ordinality as w (id, place)
        join mine d on d.id = w.id
        join media_contents b on b.id = d.content_id
      """
          .formatted(Attachments.ROW);

  /// Locks some of them until the end of the transaction that runs: nobody else sends them or
  /// deletes them.
  ///
  /// @return fewer when some are not the uploader's, or not unsent
  public List<Attachment> lock(UserId uploader, List<MediaId> media) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setArray(1, ids(connection, media));
            statement.setObject(2, uploader.value());
            statement.setArray(3, ids(connection, media));
            try (ResultSet row = statement.executeQuery()) {
              row.next();
              return attachments.read(row.getString(1));
            }
          }
        });
  }

  private static final String ATTACH =
      """
      update media d
         set message_id = ?, conversation_id = ?, position = w.place
        from unnest(?::uuid[]) with ordinality as w (id, place)
       where d.id = w.id
      """;

  /// @param media locked by [#lock]
  public void attach(MessageId message, ConversationId conversation, List<MediaId> media) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ATTACH)) {
            statement.setObject(1, message.value());
            statement.setObject(2, conversation.value());
            statement.setArray(3, ids(connection, media));
            return statement.executeUpdate();
          }
        });
  }

  /// What becomes of one that its uploader deletes.
  public enum Deletion {
    DONE,
    /// A message carries it.
    SENT,
    ABSENT
  }

  /// A send that has the row locked is waited for.
  private static final String DELETE =
      """
      with mine as materialized (
        select id, message_id from media where id = ? and uploader_id = ? for update
      ), gone as (
        delete from media using mine where media.id = mine.id and mine.message_id is null
      )
      select message_id is null from mine
      """;

  public Deletion delete(MediaId id, UserId uploader) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
            statement.setObject(1, id.value());
            statement.setObject(2, uploader.value());
            try (ResultSet row = statement.executeQuery()) {
              if (!row.next()) {
                return Deletion.ABSENT;
              }
              return row.getBoolean(1) ? Deletion.DONE : Deletion.SENT;
            }
          }
        });
  }

  /// One that is just being sent is not waited for: it is no longer unsent, or will be old
  /// tomorrow as well.
  private static final String DELETE_OLD =
      """
      delete from media
       where id in (select id from media
                     where message_id is null
                       and created_at < clock_timestamp() - ? * interval '1 millisecond'
                     order by created_at limit ?
                       for update skip locked)
      """;

  int deleteOlderThan(long millis, int limit) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(DELETE_OLD)) {
            statement.setLong(1, millis);
            statement.setInt(2, limit);
            return statement.executeUpdate();
          }
        });
  }

  private static final String ERASE =
      """
      with unsent as (
        delete from media
         where id in (select id from media
                       where uploader_id = ? and message_id is null
                         for update skip locked)
      )
      update media set uploader_id = null where uploader_id = ? and message_id is not null
      """;

  /// Of whoever deletes their account: what they have not sent, and that they may read the rest
  /// without its message.
  static void erase(Connection connection, UserId user) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ERASE)) {
      statement.setObject(1, user.value());
      statement.setObject(2, user.value());
      statement.executeUpdate();
    }
  }

  private static Array ids(Connection connection, List<MediaId> media) throws SQLException {
    return connection.createArrayOf("uuid", media.stream().map(MediaId::value).toArray());
  }
}
