package chat.parley.system.chaos;

import java.util.List;

/// All that a run recorded, for the [Checker].
///
/// @param again the histories as another api tells them
/// @param internalErrors answers that no request may cause
record Observations(
    List<History> histories,
    List<History> again,
    List<Write> writes,
    List<Journal> journals,
    List<Revoked> revoked,
    List<String> internalErrors) {
  Observations {
    histories = List.copyOf(histories);
    again = List.copyOf(again);
    writes = List.copyOf(writes);
    journals = List.copyOf(journals);
    revoked = List.copyOf(revoked);
    internalErrors = List.copyOf(internalErrors);
  }
}
