package chat.parley.system.chaos;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// All that one client with positions of its own went through, over all its sockets.
///
/// @param present whether it was connected when all was quiet again, and so had every chance
record Journal(String reader, String user, boolean present, List<Entry> entries) {
  Journal {
    entries = List.copyOf(entries);
  }

  /// What happened. Sockets are numbered in the order they were opened.
  sealed interface Entry {
    /// @param hello the server's positions
    /// @param sent the client's own, in its resume frame; empty when it had none to send
    record Opened(int socket, Map<String, Long> hello, Map<String, Long> sent) implements Entry {}

    /// The replay is over.
    record Resumed(int socket, Set<String> reset) implements Entry {}

    /// The resume frame came too late: the socket began at the hello's positions.
    record TooLate(int socket) implements Entry {}

    record Saw(int socket, String conversation, long seq, String what) implements Entry {}

    /// Read by REST, because a socket said so.
    record Reloaded(String conversation, long seq, String what) implements Entry {}
  }
}
