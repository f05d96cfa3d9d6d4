package chat.parley.load.bench;

import java.util.List;

/// How much of everything.
///
/// @param leadIn seconds at the rate before anything is measured
/// @param window seconds that are measured
/// @param searchWindow seconds of each try of a search
/// @param warmUp seconds at each of the warm-up's rates
/// @param rooms members of the rooms of the fan-out
/// @param deliveries a second of the fan-out
/// @param pairs people who talk two by two
/// @param sends a second of the pairs
/// @param connections that are idle
/// @param heartbeats seconds for which they are looked at
/// @param storm clients that come back
/// @param day people of the mixed day
/// @param starts of an api, each way
record Scale(
    int leadIn,
    int window,
    int searchWindow,
    int warmUp,
    List<Integer> rooms,
    int deliveries,
    int pairs,
    int sends,
    int connections,
    int heartbeats,
    int storm,
    int day,
    int starts) {
  static final Scale FULL =
      new Scale(
          3, 10, 8, 8, List.of(500, 5_000), 100_000, 1_000, 1_000, 20_000, 60, 5_000, 1_000, 5);

  /// To see that all of it works.
  static final Scale SHORT =
      new Scale(1, 3, 2, 2, List.of(20, 50), 2_000, 20, 50, 200, 5, 100, 40, 2);

  Scale {
    rooms = List.copyOf(rooms);
  }
}
