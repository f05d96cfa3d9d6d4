package chat.parley.api.recording;

import chat.parley.api.recording.Contents.Dimensions;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A track of a WebM or Matroska file, as its elements come.
final class MatroskaTrack {
  /// Of the magic word `OpusHead`.
  private static final int OPUS_MAGIC = 8;

  private long number;
  private long type;
  private String codec = "";
  private byte[] setup = {};
  private boolean encoded;
  private long width;
  private long height;
  private long shownWidth;
  private long shownHeight;
  private long shownUnit;

  void read(Elements element) throws IOException {
    switch (element.id()) {
      case Elements.TRACK_NUMBER -> number = element.number();
      case Elements.TRACK_TYPE -> type = element.number();
      case Elements.CODEC -> codec = element.text();
      case Elements.CODEC_SETUP -> setup = element.copy();
      case Elements.ENCODINGS -> encoded = true;
      case Elements.WIDTH -> width = element.number();
      case Elements.HEIGHT -> height = element.number();
      case Elements.SHOWN_WIDTH -> shownWidth = element.number();
      case Elements.SHOWN_HEIGHT -> shownHeight = element.number();
      case Elements.SHOWN_UNIT -> shownUnit = element.number();
      default -> {}
    }
  }

  long number() {
    return number;
  }

  long type() {
    return type;
  }

  /// What is said of showing counts only in pixels; there are also centimetres and mere ratios.
  @Nullable Dimensions dimensions() {
    boolean inPixels = shownUnit == 0 && shownWidth > 0 && shownHeight > 0;
    return inPixels ? Dimensions.of(shownWidth, shownHeight) : Dimensions.of(width, height);
  }

  Track track(Packets blocks) throws IOException {
    if (encoded) {
      throw new BrokenRecordingException("Compressed once more, or encrypted");
    }
    return switch (codec) {
      case "A_OPUS" ->
          new Track(
              Track.Codec.OPUS,
              Arrays.copyOfRange(setup, Math.min(OPUS_MAGIC, setup.length), setup.length),
              blocks);
      case "A_AAC" -> new Track(Track.Codec.AAC, setup, blocks);
      case "A_MPEG/L3" -> new Track(Track.Codec.MP3, setup, blocks);
      default -> throw new BrokenRecordingException("No decoder for " + codec);
    };
  }
}
