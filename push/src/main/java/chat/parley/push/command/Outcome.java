package chat.parley.push.command;

/// What became of a call.
sealed interface Outcome {

  /// @param body the JSON that the api answered
  @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
  record Done(byte[] body) implements Outcome {}

  /// @param problem the api's problem document
  @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
  record Refused(byte[] problem) implements Outcome {}

  /// Nobody knows whether it was carried out.
  record Unanswered() implements Outcome {}
}
