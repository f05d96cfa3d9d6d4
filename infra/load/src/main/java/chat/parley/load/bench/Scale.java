package chat.parley.load.bench;

/// How much of everything.
///
/// @param leadIn seconds at the rate before anything is measured
/// @param window seconds that are measured
/// @param searchWindow seconds of each try of a search
/// @param warmUp seconds at each of the warm-up's rates
/// @param room members of the room of the fan-out
/// @param largeRoom members of its other room
/// @param deliveries a second of the fan-out
/// @param pairs people who talk two by two
/// @param sends a second of the pairs
/// @param connections that are idle
/// @param heartbeats seconds for which they are looked at: the time between two heartbeats
/// @param storm clients that come back
/// @param day people of the mixed day
/// @param starts of an api, each way
record Scale(
    int leadIn,
    int window,
    int searchWindow,
    int warmUp,
    int room,
    int largeRoom,
    int deliveries,
    int pairs,
    int sends,
    int connections,
    int heartbeats,
    int storm,
    int day,
    int starts) {
  static final Scale FULL =
      new Scale(2, 8, 6, 10, 500, 5_000, 100_000, 1_000, 1_000, 20_000, 25, 5_000, 1_000, 5);

  /// To see that all of it works.
  static final Scale SHORT = new Scale(1, 3, 2, 2, 20, 50, 2_000, 20, 50, 200, 5, 100, 40, 2);
}
