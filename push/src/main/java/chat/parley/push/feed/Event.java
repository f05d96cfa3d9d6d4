package chat.parley.push.feed;

import chat.parley.push.trace.Journey;
import chat.parley.shared.id.UserId;
import chat.parley.shared.redis.Envelope;
import org.jspecify.annotations.Nullable;

/// A durable event as a feed keeps it.
///
/// @param removed whose last event of the conversation this is, `null` when nobody's
/// @param closes whether it is everybody's last
/// @param micros when it got its place, see [Envelope#micros]
/// @param journey of an event that somebody follows, else `null`
record Event(
    Frame frame, @Nullable UserId removed, boolean closes, long micros, @Nullable Journey journey) {
  static Event of(Envelope envelope) {
    return of(envelope, null);
  }

  static Event of(Envelope envelope, @Nullable Journey journey) {
    return new Event(
        Frame.text(envelope.json()),
        envelope.kind() == Envelope.Kind.REMOVED ? new UserId(envelope.subject()) : null,
        envelope.kind() == Envelope.Kind.CLOSED,
        envelope.micros(),
        journey);
  }

  boolean isLastOf(UserId user) {
    return closes || user.equals(removed);
  }

  /// Whether a membership ends with it, or all of them.
  boolean isSomebodysLast() {
    return closes || removed != null;
  }

  /// How many bytes it takes on the wire.
  int size() {
    return frame.size();
  }
}
