package chat.parley.api.message;

import chat.parley.api.media.Attachments;
import chat.parley.api.system.Enums;
import chat.parley.api.system.OneOf;
import chat.parley.api.system.Problems;
import chat.parley.shared.event.Message;
import chat.parley.shared.id.MediaId;
import chat.parley.shared.id.MessageId;
import io.micronaut.http.HttpResponse;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/conversations/{id}/messages`.
///
/// @param content 1 to 4,000 code points after trimming, nothing where there are files;
///     `@username` of a participant is a mention
/// @param type as it comes of what is sent: `text`, or what all the files are, `file` where they
///     differ
/// @param replyTo the message that this one answers, of the same conversation
/// @param attachmentIds files that the sender has uploaded and not yet sent
/// @param clientId the sender's own name for the message; a repeated one is answered with the
///     first
@Serdeable(naming = SnakeCaseStrategy.class)
record SendRequest(
    @Nullable @Content(mayBeBlank = true) String content,
    @Nullable @OneOf(Message.Type.class) @Schema(implementation = Message.Type.class) String type,
    @Nullable MessageId replyTo,
    @Nullable @Size(max = Attachments.MOST) List<MediaId> attachmentIds,
    @Nullable @Size(min = 1, max = 64) String clientId) {

  List<MediaId> attachments() {
    return attachmentIds == null ? List.of() : attachmentIds;
  }

  Message.@Nullable Type messageType() {
    return type == null ? null : Enums.of(Message.Type.class, type);
  }

  /// Trimmed; `null` where nothing is left of it.
  @Nullable String text() {
    return content == null || content.isBlank() ? null : content.strip();
  }

  /// What only the whole can break.
  Optional<HttpResponse<Message>> refusal() {
    if (attachments().isEmpty() && content == null) {
      return Optional.of(Problems.invalid("content", "required", "must be given"));
    }
    if (attachments().isEmpty() && text() == null) {
      return Optional.of(Problems.invalid("content", "content", Content.RULE));
    }
    if (attachments().isEmpty() && type != null && !type.equals("text")) {
      return Optional.of(
          Problems.invalid("type", "attachment", "is of a message with an attachment"));
    }
    if (Set.copyOf(attachments()).size() < attachments().size()) {
      return Optional.of(Problems.invalid("attachment_ids", "unique", "must differ"));
    }
    return Optional.empty();
  }
}
