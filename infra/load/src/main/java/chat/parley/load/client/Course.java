package chat.parley.load.client;

/// What a client does when something happens to it. Called by its loop's thread.
public interface Course {
  /// It follows its conversations: after its hello or, if it resumes, when it is told `resumed`.
  default void following(Client client) {}

  /// The node leaves and asks to come again, elsewhere, after so long.
  default void toldToReconnect(Client client, long delayMillis) {}

  /// @param code of the close frame; [Client#NO_CODE] when the connection ended without one
  default void closed(Client client, int code) {}

  /// @param status of the answer that was no upgrade; [Client#NO_CODE] when nobody answered
  default void refused(Client client, int status) {}
}
