package chat.parley.api.media;

import chat.parley.api.export.Part;
import chat.parley.api.export.PersonalData;
import chat.parley.api.storage.Storage;
import chat.parley.api.storage.Stored;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The files that somebody has uploaded: what is known of them, and themselves.
@Singleton
class MediaPersonalData implements PersonalData {
  private static final String MEDIA =
      """
      select d.id::text as key,
             json_build_object(
               'id', d.id, 'message_id', d.message_id, 'kind', d.kind, 'file_name', d.file_name,
               'content_type', d.content_type, 'size', b.size, 'width', b.width,
               'height', b.height, 'duration_ms', b.duration_ms,
               'created_at', rfc3339(d.created_at))::text as item
        from media d join media_contents b on b.id = d.content_id
       where d.uploader_id = ? and d.id > ?::uuid
       order by d.id limit ?
      """;

  private static final String FILES =
      "select id, content_id, file_name from media where uploader_id = ? order by id";

  private final JdbcOperations jdbc;
  private final Storage storage;

  MediaPersonalData(JdbcOperations jdbc, Storage storage) {
    this.jdbc = jdbc;
    this.storage = storage;
  }

  @Override
  public List<Part> of(UserId user) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part.Rows("media.json", Part.Rows.BEFORE_ALL_IDS, MEDIA));
    parts.addAll(files(user));
    return parts;
  }

  /// The names of all of them at once: a few dozen bytes each.
  private List<Part> files(UserId user) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(FILES)) {
            statement.setObject(1, user.value());
            List<Part> files = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                files.add(
                    file(
                        row.getString("id") + "-" + row.getString("file_name"),
                        new ContentId(row.getObject("content_id", UUID.class))));
              }
            }
            return files;
          }
        });
  }

  private Part file(String name, ContentId content) {
    return new Part.Content("media/" + name, () -> storage.get(content.key()).map(Stored::content));
  }
}
