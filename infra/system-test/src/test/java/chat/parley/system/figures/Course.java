package chat.parley.system.figures;

/// What a client does when something happens to it. Called by its loop's thread.
interface Course {
  /// It follows its conversations: after its hello or, if it resumes, when it is told `resumed`.
  default void following(LeanClient client) {}

  /// The node leaves and asks to come again, elsewhere, after so long.
  default void toldToReconnect(LeanClient client, long delayMillis) {}

  /// @param code of the close frame; [LeanClient#NO_CODE] when the connection ended without one
  default void closed(LeanClient client, int code) {}

  /// @param status of the answer that was no upgrade; [LeanClient#NO_CODE] when nobody answered
  default void refused(LeanClient client, int status) {}
}
