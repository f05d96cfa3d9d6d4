package chat.parley.shared.pubsub;

import chat.parley.shared.redis.Address;

/// A way by which messages come.
///
/// @param server where they come from
/// @param shard a part of the channels that come by it
public record Path(Address server, int shard) {}
