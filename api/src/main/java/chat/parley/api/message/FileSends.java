package chat.parley.api.message;

import chat.parley.api.media.MediaUploads;
import chat.parley.api.media.UnsentMedia;
import chat.parley.api.system.Problems;
import chat.parley.shared.event.Message;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sends a file as soon as it is there.
@Singleton
class FileSends {
  private static final int LONGEST_CLIENT_ID = 64;

  private final MessageService messages;
  private final UnsentMedia unsent;

  FileSends(MessageService messages, UnsentMedia unsent) {
    this.messages = messages;
    this.unsent = unsent;
  }

  MediaUploads.Next<Message> into(ConversationId conversation, UserId sender) {
    return new MediaUploads.Next<>() {
      // A repeated send is known before its file is looked at.
      @Override
      public Optional<HttpResponse<Message>> before(Map<String, String> fields) {
        return FileSends.refusal(fields)
            .or(
                () ->
                    messages.earlier(conversation, sender, clientId(fields)).map(HttpResponse::ok));
      }

      @Override
      public HttpResponse<Message> after(Message.Attachment kept, Map<String, String> fields) {
        SendResult result =
            messages.send(
                conversation,
                sender,
                new SendRequest(
                    fields.get("caption"), null, null, List.of(kept.id()), clientId(fields)));
        if (!(result instanceof SendResult.Sent)) {
          unsent.delete(kept.id(), sender);
        }
        return SendProblems.answer(result);
      }
    };
  }

  private static Optional<HttpResponse<Message>> refusal(Map<String, String> fields) {
    String clientId = clientId(fields);
    if (clientId != null && (clientId.isEmpty() || clientId.length() > LONGEST_CLIENT_ID)) {
      return Optional.of(Problems.invalid("client_id", "size", "must be 1 to 64 characters"));
    }
    String caption = fields.getOrDefault("caption", "").strip();
    return caption.codePointCount(0, caption.length()) > Content.LONGEST
        ? Optional.of(Problems.invalid("caption", "content", Content.RULE))
        : Optional.empty();
  }

  private static @Nullable String clientId(Map<String, String> fields) {
    return fields.get("client_id");
  }
}
