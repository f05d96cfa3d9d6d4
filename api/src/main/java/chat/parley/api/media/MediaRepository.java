package chat.parley.api.media;

import chat.parley.shared.event.Message.Attachment;
import chat.parley.shared.id.MediaId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads media.
@Singleton
class MediaRepository {
  private final JdbcOperations jdbc;
  private final Attachments attachments;

  MediaRepository(JdbcOperations jdbc, Attachments attachments) {
    this.jdbc = jdbc;
    this.attachments = attachments;
  }

  private static final String ONE =
      """
      select json_build_array(%s)
        from media d join media_contents b on b.id = d.content_id
       where d.id = ?
      """
          .formatted(Attachments.ROW);

  Optional<Attachment> attachment(MediaId id) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ONE)) {
            statement.setObject(1, id.value());
            try (ResultSet row = statement.executeQuery()) {
              return row.next()
                  ? Optional.of(attachments.read(row.getString(1)).getFirst())
                  : Optional.empty();
            }
          }
        });
  }

  /// Whoever uploaded it, and whoever can read the message that carries it.
  private static final String READABLE =
      """
      select d.content_id, d.content_type, d.file_name, b.size, b.thumbnail, b.thumbnail_size
        from media d join media_contents b on b.id = d.content_id
       where d.id = ?
         and (? or d.uploader_id = ?
              or exists (select from messages m
                           join participants p on p.conversation_id = m.conversation_id
                          where m.conversation_id = d.conversation_id
                            and m.id = d.message_id and p.user_id = ?
                            and not exists (select from hidden_messages h
                                             where h.message_id = m.id
                                               and h.user_id = p.user_id)))
      """;

  /// @param reader `null` for who has a link that is good for this file
  /// @return empty when there is none, and when the reader may not know that there is
  Optional<Found> find(MediaId id, @Nullable UserId reader) {
    UUID user = reader == null ? null : reader.value();
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(READABLE)) {
            statement.setObject(1, id.value());
            statement.setBoolean(2, reader == null);
            statement.setObject(3, user);
            statement.setObject(4, user);
            try (ResultSet row = statement.executeQuery()) {
              return row.next()
                  ? Optional.of(
                      new Found(
                          new ContentId(row.getObject("content_id", UUID.class)),
                          row.getString("content_type"),
                          row.getLong("size"),
                          row.getString("file_name"),
                          row.getString("thumbnail") == null
                              ? null
                              : new Small(
                                  row.getString("thumbnail"), row.getInt("thumbnail_size"))))
                  : Optional.empty();
            }
          }
        });
  }

  /// @param type the media type
  /// @param thumbnail `null` where there is none
  record Found(
      ContentId content, String type, long size, String fileName, @Nullable Small thumbnail) {}

  /// A thumbnail.
  record Small(String type, int size) {}
}
