package chat.parley.api.image;

/// A picture that was written anew.
///
/// @param type the media type of what was written
/// @param width in pixels, upright
/// @param height likewise
public record Cleaned(String type, int width, int height) {}
