package chat.parley.api.avatar;

/// An avatar as it is kept: encoded anew, so nothing is in it but what is seen.
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
record Picture(Format format, byte[] large, byte[] small) {
  static final int LARGE = 512;
  static final int SMALL = 64;

  /// PNG where something is transparent.
  enum Format {
    JPEG("jpg", "image/jpeg"),
    PNG("png", "image/png");

    private final String extension;
    private final String mediaType;

    Format(String extension, String mediaType) {
      this.extension = extension;
      this.mediaType = mediaType;
    }

    String extension() {
      return extension;
    }

    String mediaType() {
      return mediaType;
    }
  }
}
