package chat.parley.shared.id;

import java.util.UUID;

/// What all typed ids share.
public sealed interface Id
    permits UserId,
        FriendRequestId,
        ConversationId,
        MessageId,
        MediaId,
        ReportId,
        SessionId,
        ConnectionId,
        AuditEntryId {
  UUID value();

  /// Strict where [UUID#fromString] is lenient: `1-1-1-1-1` is no id.
  static UUID parseUuid(String text) {
    if (text.length() != 36) {
      throw new MalformedIdException(text);
    }
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedIdException(text, e);
    }
  }
}
