package chat.parley.api.recording;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Which container a file is, by its first bytes.
final class Containers {
  private static final int EBML = 0x1A45DFA3;

  private Containers() {}

  /// @return `null` if it is none of them
  static @Nullable Contents open(Bytes bytes) throws IOException {
    if (bytes.length() < 12) {
      return null;
    }
    if (bytes.says("OggS", 0)) {
      return Ogg.open(bytes);
    }
    if (bytes.i32(0) == EBML) {
      return Matroska.open(bytes);
    }
    if (bytes.says("RIFF", 0) && bytes.says("AVI ", 8)) {
      return Avi.open(bytes);
    }
    if (bytes.says("fLaC", 0)) {
      return Flac.open(bytes);
    }
    if (isIso(bytes)) {
      return IsoMedia.open(bytes);
    }
    if (isChunks(bytes)) {
      return Chunks.open(bytes);
    }
    return MpegAudio.open(bytes);
  }

  private static boolean isChunks(Bytes bytes) throws IOException {
    return bytes.says("RIFF", 0)
        ? bytes.says("WAVE", 8)
        : bytes.says("FORM", 0) && (bytes.says("AIFF", 8) || bytes.says("AIFC", 8));
  }

  /// Old QuickTime files have no `ftyp`.
  private static boolean isIso(Bytes bytes) throws IOException {
    for (String box : new String[] {"ftyp", "moov", "mdat", "free", "skip", "wide"}) {
      if (bytes.says(box, 4)) {
        return true;
      }
    }
    return false;
  }

  /// There are several names for the same, `audio/wav` and `audio/vnd.wave`; whoever found one
  /// keeps it, if no other kind can be in such a container.
  static boolean keeps(Contents contents, String type) {
    return switch (contents.type()) {
      case "audio/wav", "audio/aiff", "audio/flac", "audio/mpeg", "audio/aac" ->
          type.startsWith("audio/");
      case "video/x-msvideo" -> type.startsWith("video/");
      default -> false;
    };
  }
}
