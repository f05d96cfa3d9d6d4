package chat.parley.system.balancer;

/// A client that follows what is said, connects again whenever its connection ends, and goes on
/// from where it was. On a virtual thread of its own.
interface Listener extends Runnable {
  String kind();

  Positions positions();

  /// Greeted, and done with resuming.
  boolean isFollowing();

  /// How often it had to connect anew.
  int reconnects();

  void stop();
}
