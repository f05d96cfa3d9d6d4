package chat.parley.api.media;

import chat.parley.shared.event.Message.Attachment;
import chat.parley.shared.id.MediaId;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Attachments as clients see them, out of rows. Their links are signed anew each time.
@Singleton
public class Attachments {
  /// How many a message has at most.
  public static final int MOST = 5;

  private static final Argument<List<Row>> ROWS = Argument.listOf(Row.class);

  private final JsonMapper json;
  private final MediaLinks links;

  Attachments(JsonMapper json, MediaLinks links) {
    this.json = json;
    this.links = links;
  }

  /// The attachments of a message as a JSON array, `null` where there are none: a subquery.
  ///
  /// @param message the alias of its row
  public static String of(String message) {
    return """
        select json_agg(%s order by d.position)
          from media d join media_contents b on b.id = d.content_id
         where d.message_id = %2$s.id and %2$s.type in ('image', 'video', 'audio', 'file')
        """
        .formatted(ROW, message);
  }

  /// Of `media d` and its `media_contents b`.
  static final String ROW =
      """
      json_build_object(
        'id', d.id, 'kind', d.kind, 'file_name', d.file_name, 'content_type', d.content_type,
        'size', b.size, 'width', b.width, 'height', b.height, 'duration_ms', b.duration_ms,
        'has_thumbnail', b.thumbnail is not null, 'blurhash', b.blurhash, 'waveform', b.waveform)
      """;

  /// @param stored as [#of] makes it
  public List<Attachment> read(@Nullable String stored) {
    if (stored == null) {
      return List.of();
    }
    try {
      return Objects.requireNonNull(json.readValue(stored, ROWS)).stream()
          .map(this::attachment)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the attachments of a message are not readable", e);
    }
  }

  private Attachment attachment(Row row) {
    return new Attachment(
        row.id,
        row.kind,
        row.fileName,
        row.contentType,
        row.size,
        row.width,
        row.height,
        row.durationMs,
        links.to(row.id, MediaLinks.Variant.WHOLE),
        row.hasThumbnail ? links.to(row.id, MediaLinks.Variant.THUMBNAIL) : null,
        row.blurhash,
        row.waveform);
  }

  /// As [#ROW] makes it.
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Row(
      MediaId id,
      Attachment.Kind kind,
      String fileName,
      String contentType,
      long size,
      @Nullable Integer width,
      @Nullable Integer height,
      @Nullable Long durationMs,
      boolean hasThumbnail,
      @Nullable String blurhash,
      @Nullable List<Integer> waveform) {
    Row {
      waveform = waveform == null ? null : List.copyOf(waveform);
    }
  }
}
