package chat.parley.shared.id;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.util.UUID;

/// Hands out new ids: UUIDv7, increasing within this process. Safe for use by many threads.
@Singleton
public class IdGenerator {
  public UserId user() {
    return new UserId(next());
  }

  public ConversationId conversation() {
    return new ConversationId(next());
  }

  public MessageId message() {
    return new MessageId(next());
  }

  public MediaId media() {
    return new MediaId(next());
  }

  public SessionId session() {
    return new SessionId(next());
  }

  public FriendRequestId friendRequest() {
    return new FriendRequestId(next());
  }

  public ConnectionId connection() {
    return new ConnectionId(next());
  }

  public AuditEntryId auditEntry() {
    return new AuditEntryId(next());
  }

  public ReportId report() {
    return new ReportId(next());
  }

  private static UUID next() {
    return UuidCreator.getTimeOrderedEpoch();
  }
}
