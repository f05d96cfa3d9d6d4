package chat.parley.shared.redis;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;

/// Names of the pub/sub channels: one per conversation, one per user.
public final class Channels {
  private static final String CONVERSATION = "parley:c:";
  private static final String USER = "parley:u:";

  private Channels() {}

  /// Durable, state and ephemeral events of one conversation, for all its participants.
  public static String of(ConversationId conversation) {
    return CONVERSATION + conversation;
  }

  /// What concerns one person on all their devices.
  public static String of(UserId user) {
    return USER + user;
  }
}
