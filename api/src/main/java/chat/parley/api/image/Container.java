package chat.parley.api.image;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// How files of one type are put together, so that the parts of a picture can be told from what
/// came along with it. Only parts that are known are copied.
abstract sealed class Container permits JpegFile, PngFile, GifFile, WebpFile {

  /// Copies what is to be kept.
  ///
  /// @throws BrokenImageException where it is not put together as it should be
  /// @throws TooManyPixelsException as soon as it says so
  abstract Layout copy() throws IOException;

  /// @param type one of [ImageType]'s
  static Layout copy(String type, Path file, Path target, Keep keep, Bounds bounds)
      throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
      return copy(type, file, out, keep, bounds);
    }
  }

  /// Reads it as far as copying would, so what passes here is copied as well.
  static Layout read(String type, Path file, Bounds bounds) throws IOException {
    return copy(type, file, OutputStream.nullOutputStream(), Keep.EVERYTHING, bounds);
  }

  /// Only what says how the colours are meant, which is short.
  static byte[] colours(String type, Path file, Bounds bounds) throws IOException {
    ByteArrayOutputStream colours = new ByteArrayOutputStream();
    copy(type, file, colours, Keep.COLOURS, bounds);
    return colours.toByteArray();
  }

  private static Layout copy(String type, Path file, OutputStream out, Keep keep, Bounds bounds)
      throws IOException {
    if (type.equals("image/webp")) {
      try (WebpFile webp = new WebpFile(file, out, bounds)) {
        return webp.copy();
      }
    }
    try (Tape tape = new Tape(file, out)) {
      Container container =
          switch (type) {
            case "image/jpeg" -> new JpegFile(tape, keep, bounds);
            case "image/png" -> new PngFile(tape, keep, bounds);
            case "image/gif" -> new GifFile(tape, bounds);
            default -> throw new IllegalArgumentException(type);
          };
      return container.copy();
    }
  }

  /// Writes a picture that was encoded anew together with how the colours of the one that it was
  /// made of are meant.
  ///
  /// @param encoded by ourselves, of the same type, without any such thing
  static void join(String type, Path encoded, Path source, Path target, Bounds bounds)
      throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target));
        Tape tape = new Tape(encoded, out)) {
      switch (type) {
        case "image/jpeg" -> JpegFile.copyHead(tape);
        case "image/png" -> PngFile.copyHead(tape);
        default -> throw new IllegalArgumentException(type);
      }
      copy(type, source, out, Keep.COLOURS, bounds);
      tape.copyRest();
    }
  }
}
