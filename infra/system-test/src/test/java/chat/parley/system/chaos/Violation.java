package chat.parley.system.chaos;

/// A promise that was not kept.
record Violation(Kind kind, String what) {
  /// Which promise.
  enum Kind {
    /// The log of a conversation has a hole, a repetition or another end than it says.
    HISTORY_NOT_GAPLESS,
    /// The apis tell different histories.
    HISTORIES_DIFFER,
    /// Acknowledged, and not in the history.
    WRITE_LOST,
    /// Once sent, twice in the history.
    WRITE_DOUBLED,
    /// Refused, and in the history all the same.
    REFUSED_WRITE_HAPPENED,
    /// The events of a cell can't come from what was asked for.
    CHANGES_NOT_EXPLAINED,
    /// A reader was not told an event until the end.
    MISSED,
    /// A reader was told an event before the one it follows.
    GAP,
    /// A reader was told an event again, or a later one first.
    REPEATED,
    /// A reader was told to reload what could have been replayed.
    UNDUE_RESET,
    /// A reader was told something else than the history says.
    DIFFERENT,
    /// A reader was told something of a time when they were not a member.
    OUTSIDE_MEMBERSHIP,
    /// A socket stayed open, or was opened, after its session was revoked.
    ALIVE_AFTER_REVOCATION,
    /// An answer with a status that no request may cause.
    INTERNAL_ERROR
  }

  @Override
  public String toString() {
    return kind + ": " + what;
  }
}
