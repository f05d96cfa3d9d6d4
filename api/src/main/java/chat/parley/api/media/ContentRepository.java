package chat.parley.api.media;

import chat.parley.api.image.Preview;
import chat.parley.api.system.Enums;
import chat.parley.shared.event.Message.Attachment;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The rows of contents, and of the media that have them for the first time.
@Singleton
class ContentRepository {
  private final JdbcOperations jdbc;

  ContentRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String BY_HASH = "select id from media_contents where sha256 = ?";

  Optional<ContentId> find(byte[] sha256) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(BY_HASH)) {
            statement.setBytes(1, sha256);
            try (ResultSet row = statement.executeQuery()) {
              return row.next() ? Optional.of(content(row)) : Optional.empty();
            }
          }
        });
  }

  /// The lock keeps the content from being removed until the medium is there for all to see; one
  /// that is just being removed isn't found any more.
  private static final String ADD =
      """
      with content as materialized (
        select id from media_contents where id = ? for key share
      )
      insert into media (id, content_id, uploader_id, kind, content_type, file_name, created_at)
      select ?, content.id, ?, ?, ?, ?, clock_timestamp() from content
      """;

  /// @return false when there is no such content any more
  boolean add(Medium medium, ContentId content) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setObject(1, content.value());
            bind(statement, 2, medium);
            return statement.executeUpdate() == 1;
          }
        });
  }

  private static final String ADD_WITH_CONTENT =
      """
      with content as (
        insert into media_contents
               (id, sha256, size, width, height, duration_ms, waveform, thumbnail_due, created_at)
        values (?, ?, ?, ?, ?, ?, ?, case when ? then clock_timestamp() + interval '1 minute' end,
                clock_timestamp())
            on conflict (sha256) do nothing
        returning id
      )
      insert into media (id, content_id, uploader_id, kind, content_type, file_name, created_at)
      select ?, content.id, ?, ?, ?, ?, clock_timestamp() from content
      """;

  /// @return false when there is such a content already
  boolean addWithContent(Medium medium, ContentId content, byte[] sha256, long size) {
    Facts facts = medium.facts();
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ADD_WITH_CONTENT)) {
            statement.setObject(1, content.value());
            statement.setBytes(2, sha256);
            statement.setLong(3, size);
            statement.setObject(4, facts.width());
            statement.setObject(5, facts.height());
            statement.setObject(6, facts.durationMs());
            List<Integer> waveform = facts.waveform();
            statement.setArray(
                7, waveform == null ? null : connection.createArrayOf("int2", waveform.toArray()));
            statement.setBoolean(8, facts.kind() == Attachment.Kind.IMAGE);
            bind(statement, 9, medium);
            return statement.executeUpdate() == 1;
          }
        });
  }

  private static void bind(PreparedStatement statement, int from, Medium medium)
      throws SQLException {
    statement.setObject(from, medium.id().value());
    statement.setObject(from + 1, medium.uploader().value());
    statement.setString(from + 2, Enums.text(medium.facts().kind()));
    statement.setString(from + 3, medium.facts().type());
    statement.setString(from + 4, medium.name());
  }

  private static final String THUMBNAIL =
      """
      update media_contents
         set thumbnail = ?, thumbnail_size = ?, blurhash = ?, thumbnail_due = null
       where id = ?
      """;

  /// @param made `null` when none can be made
  /// @return false when the content is gone
  boolean noteThumbnail(ContentId content, @Nullable Preview made) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(THUMBNAIL)) {
            statement.setString(1, made == null ? null : made.type());
            statement.setObject(2, made == null ? null : made.content().length);
            statement.setString(3, made == null ? null : made.blurhash());
            statement.setObject(4, content.value());
            return statement.executeUpdate() == 1;
          }
        });
  }

  /// A file that brings an api down does so three times at most.
  private static final String DUE =
      """
      update media_contents c
         set thumbnail_tries = thumbnail_tries + 1,
             thumbnail_due =
               case when thumbnail_tries < 2 then clock_timestamp() + interval '5 minutes' end
       where c.id in (select id from media_contents
                       where thumbnail_due < clock_timestamp()
                       order by thumbnail_due limit ?
                         for update skip locked)
      returning c.id, (select content_type from media where content_id = c.id limit 1) as type
      """;

  /// Contents whose thumbnail nobody has made in time. Each is given out once in a while.
  List<Due> thumbnailsDue(int limit) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(DUE)) {
            statement.setInt(1, limit);
            List<Due> due = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                String type = row.getString("type");
                if (type != null) {
                  due.add(new Due(content(row), type));
                }
              }
            }
            return due;
          }
        });
  }

  private static ContentId content(ResultSet row) throws SQLException {
    return new ContentId(row.getObject("id", UUID.class));
  }

  /// @param type its media type
  record Due(ContentId content, String type) {}
}
