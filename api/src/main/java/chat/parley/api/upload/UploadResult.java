package chat.parley.api.upload;

/// What came of receiving a file.
public sealed interface UploadResult {

  /// @param upload open, to be closed
  record Received(Upload upload) implements UploadResult {}

  /// The rest was not read.
  record TooLarge() implements UploadResult {}

  /// No form, or one that breaks off.
  record Malformed() implements UploadResult {}

  /// A form without a part of the name `file`.
  record Missing() implements UploadResult {}
}
