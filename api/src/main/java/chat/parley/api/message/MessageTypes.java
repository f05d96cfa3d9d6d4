package chat.parley.api.message;

import chat.parley.shared.event.Message;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What kind of message files make of it.
final class MessageTypes {
  private MessageTypes() {}

  /// Pictures alone make it one of pictures; different things together are files.
  static Message.Type of(List<Message.Attachment> attachments) {
    Set<Message.Attachment.Kind> kinds =
        attachments.stream().map(Message.Attachment::kind).collect(Collectors.toSet());
    if (kinds.isEmpty()) {
      return Message.Type.TEXT;
    }
    return kinds.size() > 1 ? Message.Type.FILE : of(kinds.iterator().next());
  }

  private static Message.Type of(Message.Attachment.Kind kind) {
    return switch (kind) {
      case IMAGE -> Message.Type.IMAGE;
      case VIDEO -> Message.Type.VIDEO;
      case AUDIO -> Message.Type.AUDIO;
      case FILE -> Message.Type.FILE;
    };
  }
}
