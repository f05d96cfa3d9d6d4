package chat.parley.shared.pubsub;

/// Takes what a channel brings.
public interface Listener {
  /// Redis has confirmed the subscription, for the first time or again. Nothing that is published
  /// from now on is missed, and perhaps what was published before.
  void subscribed();

  /// The subscription stands, or is being made, but something may have been missed meanwhile.
  void doubtful();

  void message(byte[] bytes);
}
