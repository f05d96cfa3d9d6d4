package chat.parley.api.outbox;

import chat.parley.shared.redis.Envelope;

/// News without a row in the outbox: when it is lost, nothing brings it again, so its receivers
/// must come to know in another way, or do without.
public record Hint(String channel, Envelope envelope) {}
