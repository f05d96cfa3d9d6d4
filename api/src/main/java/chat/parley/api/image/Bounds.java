package chat.parley.api.image;

import java.io.IOException;

/// How much a picture may be of what takes time and memory, by what it says of itself.
///
/// Together with the length of the file this bounds how long anything takes that is done with it:
/// copying reads it once, decoding makes so many pixels, and of a JPEG so many passes over them.
record Bounds(long pixels, long animationPixels) {

  /// Encoders make about ten. A pass over nothing but ends of blocks is a few bytes in the file
  /// and the whole picture in the decoder.
  private static final int MOST_SCANS = 100;

  private static final int MOST_SCANS_OF_THE_LARGEST = 16;

  void checkSize(long width, long height) throws IOException {
    if (width <= 0 || height <= 0) {
      throw new BrokenImageException("no pixels");
    }
    if (width > pixels || width * height > pixels) {
      throw new TooManyPixelsException(width + " x " + height + " pixels");
    }
  }

  /// What has to be decoded whole.
  void checkRoom(Layout layout) throws IOException {
    if (layout.room() > pixels) {
      throw new TooManyPixelsException("too many pixels to be turned");
    }
  }

  void checkFrames(int frames, int width, int height) throws IOException {
    if ((long) width * height * frames > animationPixels) {
      throw new TooManyPixelsException(frames + " frames of " + width + " x " + height);
    }
  }

  void checkScans(int scans, int width, int height) throws IOException {
    if (scans > MOST_SCANS || (long) width * height * scans > pixels * MOST_SCANS_OF_THE_LARGEST) {
      throw new BrokenImageException("more scans than anybody needs");
    }
  }
}
