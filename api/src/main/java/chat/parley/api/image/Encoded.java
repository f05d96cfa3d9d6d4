package chat.parley.api.image;

/// A small picture that was made here, so nothing is in it but what is seen.
///
/// @param type `image/jpeg`, or `image/png` where something is transparent
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
public record Encoded(String type, byte[] content) {}
