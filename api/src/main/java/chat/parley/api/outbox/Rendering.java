package chat.parley.api.outbox;

import java.util.List;

/// Turns rows into what is to be published, as it is on record now. The outbox stands below all
/// who put events into it and knows none of them; whoever keeps the log implements this.
public interface Rendering {
  /// Called in the transaction that holds the rows.
  ///
  /// @return in the order of the rows; without those that have nothing left to tell
  /// @throws RuntimeException when one of the rows can't be read; which one, the caller finds out
  List<Publication> render(List<OutboxRow> rows);
}
