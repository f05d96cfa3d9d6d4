package chat.parley.push.feed;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.redis.Envelope;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Where a feed gets what it missed.
public interface ReplaySource {
  /// The durable events after a position, ascending, at most [#LIMIT]; fewer mean that there are no
  /// more. Completes on any thread; fails when the api is away.
  CompletionStage<List<Envelope>> after(ConversationId conversation, long position);

  int LIMIT = 500;
}
