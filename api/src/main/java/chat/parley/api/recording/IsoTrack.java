package chat.parley.api.recording;

import chat.parley.api.recording.Boxes.Box;
import chat.parley.api.recording.Contents.Dimensions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A track of an MP4 or QuickTime file.
///
/// @param handler `soun`, `vide`, or what is neither heard nor seen
/// @param duration in units of the timescale
/// @param samples the box `stbl`
record IsoTrack(
    Bytes bytes,
    long id,
    String handler,
    long timescale,
    long duration,
    @Nullable Dimensions dimensions,
    Box samples) {

  static IsoTrack read(Bytes bytes, Box track) throws IOException {
    Box header = Boxes.need(bytes, track, "tkhd");
    Box media = Boxes.need(bytes, track, "mdia", "mdhd");
    Box samples = Boxes.need(bytes, track, "mdia", "minf", "stbl");
    boolean wide = bytes.u8(media.from()) == 1;
    boolean wideHeader = bytes.u8(header.from()) == 1;
    long handler = Boxes.need(bytes, track, "mdia", "hdlr").from() + 8;
    return new IsoTrack(
        bytes,
        bytes.u32(header.from() + (wideHeader ? 20 : 12)),
        new String(bytes.copy(handler, 4), StandardCharsets.ISO_8859_1),
        bytes.u32(media.from() + (wide ? 20 : 12)),
        wide ? bytes.u63(media.from() + 24) : bytes.u32(media.from() + 16),
        shown(bytes, header.from() + (wideHeader ? 52 : 40), samples),
        samples);
  }

  /// Phones film lying and say by the matrix how to turn the picture. The size in the header (in
  /// 1/65536) is before the turning; where it is not given, that of the samples holds.
  private static @Nullable Dimensions shown(Bytes bytes, long matrix, Box samples)
      throws IOException {
    long width = bytes.u32(matrix + 36) >>> 16;
    long height = bytes.u32(matrix + 40) >>> 16;
    if (width == 0 || height == 0) {
      Box entry = entry(bytes, samples);
      width = entry == null ? 0 : bytes.u16(entry.from() + 24);
      height = entry == null ? 0 : bytes.u16(entry.from() + 26);
    }
    boolean onItsSide = Math.abs((long) bytes.i32(matrix + 4)) > Math.abs((long) bytes.i32(matrix));
    return onItsSide ? Dimensions.of(height, width) : Dimensions.of(width, height);
  }

  private static @Nullable Box entry(Bytes bytes, Box samples) throws IOException {
    return Boxes.in(bytes, Boxes.need(bytes, samples, "stsd"), 8).next();
  }

  Track track(Packets packets) throws IOException {
    Box entry = entry(bytes, samples);
    if (entry == null) {
      throw new BrokenRecordingException("Samples of no kind");
    }
    return switch (entry.type()) {
      case ".mp3" -> new Track(Track.Codec.MP3, new byte[0], packets);
      case "Opus" -> {
        Box setup = child(entry, "dOps");
        yield new Track(Track.Codec.OPUS, bytes.copy(setup.from(), setup.size()), packets);
      }
      case "mp4a" -> ElementaryStream.read(bytes, child(entry, "esds")).track(packets);
      default -> throw new BrokenRecordingException("No decoder for " + entry.type());
    };
  }

  /// QuickTime has versions of an entry that are longer, and one box more around what is in them.
  private Box child(Box entry, String type) throws IOException {
    int version = bytes.u16(entry.from() + 8);
    long skipped = version == 1 ? 44 : version == 2 ? 64 : 28;
    Boxes boxes = Boxes.in(bytes, entry, skipped);
    for (Box box = boxes.next(); box != null; box = boxes.next()) {
      if (box.is(type)) {
        return box;
      }
      if (box.is("wave")) {
        return Boxes.need(bytes, box, type);
      }
    }
    throw new BrokenRecordingException("Without " + type);
  }
}
