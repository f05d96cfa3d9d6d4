package chat.parley.system.chaos;

/// How a reader treats its connections.
enum Temper {
  /// Keeps them.
  CALM,
  /// Stalls, hangs up and closes now and then, and stays away for a while.
  WILD,
  /// Comes for the first time just before the end, when its person is being brought into a room,
  /// and stays.
  LATE
}
