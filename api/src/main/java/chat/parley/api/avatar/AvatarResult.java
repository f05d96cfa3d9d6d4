package chat.parley.api.avatar;

/// What came of making an avatar.
public sealed interface AvatarResult {

  /// @param url a path below the api's own address
  record Kept(String url) implements AvatarResult {}

  /// Not one of the formats, not what it was declared to be, or broken.
  record NotAnImage() implements AvatarResult {}

  /// More pixels than are decoded.
  record TooLarge() implements AvatarResult {}

  /// Too many wait already.
  record Busy() implements AvatarResult {}
}
