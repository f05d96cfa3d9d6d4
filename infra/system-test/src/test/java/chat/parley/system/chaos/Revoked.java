package chat.parley.system.chaos;

import java.util.List;

/// A session that was ended while sockets of it were open. Times by [System#nanoTime].
///
/// @param acknowledgedAt when the api had said so
record Revoked(String session, long acknowledgedAt, List<Life> sockets) {
  Revoked {
    sockets = List.copyOf(sockets);
  }

  /// @param closedAt [Long#MAX_VALUE] when it was open until the end
  record Life(long openedAt, long closedAt) {}
}
