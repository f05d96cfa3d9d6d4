package chat.parley.system.chaos;

/// What one client asked of the api and what came of it.
sealed interface Write {
  Outcome outcome();

  /// How a write ended for who asked for it.
  enum Outcome {
    ACKNOWLEDGED,
    /// 4xx: it has no effect, unless an earlier try of it did.
    REFUSED,
    /// No try was answered for certain.
    UNKNOWN
  }

  /// @param unanswered how many tries may have had their effect unseen
  /// @param message its id when acknowledged, else empty
  /// @param seq its position when acknowledged, else 0
  record Sent(
      String conversation,
      String sender,
      String clientId,
      int unanswered,
      Outcome outcome,
      String message,
      long seq)
      implements Write {}

  /// A change without a `client_id`. All changes of one cell (who is in, who reacted, what is
  /// deleted) are made one after the other.
  ///
  /// @param type the type of the event it makes
  /// @param subject the subject of that event, and with the conversation the cell
  /// @param unanswered how many tries may have their effect at any time after
  record Changed(String conversation, String type, String subject, int unanswered, Outcome outcome)
      implements Write {}
}
