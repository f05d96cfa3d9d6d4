package chat.parley.api.outbox;

import chat.parley.shared.redis.Envelope;

/// A committed event on its way to Redis.
///
/// @param id the row that remembers it until Redis has it
public record Publication(OutboxId id, String channel, Envelope envelope) {}
