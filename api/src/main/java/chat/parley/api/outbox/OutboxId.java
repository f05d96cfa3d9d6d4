package chat.parley.api.outbox;

/// Names an outbox row. Ids are not handed out in commit order.
public record OutboxId(long value) {}
