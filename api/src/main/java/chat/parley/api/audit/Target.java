package chat.parley.api.audit;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.ReportId;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import java.util.UUID;

/// What something was done to.
///
/// @param type `user`, `session`, `conversation`, `message` or `report`
public record Target(String type, UUID id) {
  public static Target of(UserId user) {
    return new Target("user", user.value());
  }

  public static Target of(SessionId session) {
    return new Target("session", session.value());
  }

  public static Target of(ConversationId conversation) {
    return new Target("conversation", conversation.value());
  }

  public static Target of(MessageId message) {
    return new Target("message", message.value());
  }

  public static Target of(ReportId report) {
    return new Target("report", report.value());
  }
}
