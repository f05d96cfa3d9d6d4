package chat.parley.api.image;

/// A small picture in the place of a large one, upright.
///
/// @param type `image/jpeg`, or `image/png` where something is transparent
/// @param blurhash 4 by 3 components of it, for the time until it is there
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
public record Preview(String type, byte[] content, int width, int height, String blurhash) {}
