package chat.parley.api.avatar;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.webp.WebpMetadataReader;
import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.awt.geom.AffineTransform;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// How a camera was held (Exif 2.32, tag 0x0112): what has to be done with the pixels, since what
/// says so is not kept.
final class Orientation {
  private static final int UPRIGHT = 1;

  private Orientation() {}

  /// The first eight bytes of a PNG, and in figures what the chunks are called that matter here.
  private static final int SIGNATURE = 8;

  private static final int EXIF = 0x65584966;
  private static final int END = 0x49454E44;
  private static final int LONGEST_EXIF = 64 * 1024;
  private static final long CHECKSUM = 4;

  /// 1 to 8; 1 where nothing says otherwise. A GIF can't say it.
  static int of(Path file, String type) throws IOException {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      Metadata metadata =
          switch (type) {
            case "image/jpeg" -> JpegMetadataReader.readMetadata(bytes, List.of(new ExifReader()));
            case "image/webp" -> WebpMetadataReader.readMetadata(bytes);
            case "image/png" -> ofPng(new DataInputStream(bytes));
            default -> new Metadata();
          };
      ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
      Integer found =
          directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
      return found == null || found < 1 || found > 8 ? UPRIGHT : found;
    } catch (ImageProcessingException | EOFException | RuntimeException e) {
      return UPRIGHT; // Broken, and of no importance.
    }
  }

  /// Chunk by chunk (PNG, third edition, §5.3), passing over what isn't wanted: the library would
  /// read all of them, and unpack texts of any size.
  private static Metadata ofPng(DataInputStream file) throws IOException {
    Metadata metadata = new Metadata();
    file.skipNBytes(SIGNATURE);
    int length = file.readInt();
    int type = file.readInt();
    while (type != EXIF && type != END && length >= 0) {
      file.skipNBytes(length + CHECKSUM);
      length = file.readInt();
      type = file.readInt();
    }
    if (type == EXIF && length >= 0 && length <= LONGEST_EXIF) {
      new ExifReader().extract(new ByteArrayReader(file.readNBytes(length)), metadata);
    }
    return metadata;
  }

  /// What sets a square of `side` pixels upright.
  static AffineTransform upright(int orientation, int side) {
    return switch (orientation) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, side, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, side, side);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, side);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, side, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, side, side);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, side);
      default -> new AffineTransform();
    };
  }
}
