package chat.parley.push.feed;

import chat.parley.shared.redis.Envelope;

/// Something of a conversation that has no place in its sequence: how something is, or what is
/// true for a moment.
record Passing(Envelope envelope, Frame frame) {}
