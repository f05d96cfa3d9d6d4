package chat.parley.system.chaos;

/// How a reader treats its connections.
enum Temper {
  /// Keeps them.
  CALM,
  /// Stalls, hangs up and closes now and then, and stays away for a while.
  WILD,
  /// Hangs up again and again, and is back at once.
  RESTLESS
}
