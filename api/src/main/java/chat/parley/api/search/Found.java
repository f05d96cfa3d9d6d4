package chat.parley.api.search;

import chat.parley.shared.event.Message;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one look came to.
///
/// @param messages in the order that was asked for; one more than the page holds tells of another
/// @param newest the time of the newest hit, `null` when there is none
/// @param horizon what is older than this was not looked at; `null` when nothing is
record Found(List<Ranked> messages, @Nullable Instant newest, @Nullable Instant horizon) {

  record Ranked(Message message, float rank) {}
}
