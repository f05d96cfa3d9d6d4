package chat.parley.api.avatar;

import chat.parley.api.image.Encoded;
import java.util.List;

/// An avatar as it is kept: encoded anew, so nothing is in it but what is seen.
record Picture(Encoded large, Encoded small) {
  static final int LARGE = 512;
  static final int SMALL = 64;

  /// @param squares in both sizes, of one type
  static Picture of(List<Encoded> squares) {
    return new Picture(squares.getFirst(), squares.getLast());
  }

  Format format() {
    return large.type().equals(Format.PNG.mediaType()) ? Format.PNG : Format.JPEG;
  }

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
