package chat.parley.api.recording;

import chat.parley.api.recording.Contents.Dimensions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// WebM and Matroska (RFC 9559). What a browser records says nothing of its length, for its
/// header was written first; then the last block's time is looked for.
final class Matroska {
  private static final int MOST_TRACKS = 64;
  private static final int TYPE_VIDEO = 1;
  private static final int TYPE_AUDIO = 2;

  private final Bytes bytes;
  private final List<MatroskaTrack> tracks = new ArrayList<>();
  private String documentType = "";
  private long scale = 1_000_000;
  private double declared;
  private long clusters;

  private Matroska(Bytes bytes) throws IOException {
    this.bytes = bytes;
    this.clusters = bytes.length();
    readHeaders();
  }

  static @Nullable Contents open(Bytes bytes) throws IOException {
    return new Matroska(bytes).contents();
  }

  private void readHeaders() throws IOException {
    Elements elements = new Elements(bytes, 0);
    while (elements.next()) {
      switch (elements.id()) {
        case Elements.DOCUMENT_TYPE -> documentType = elements.text();
        case Elements.TIME_SCALE -> scale = elements.number();
        case Elements.DURATION -> declared = elements.real();
        case Elements.TRACK -> {
          if (tracks.size() == MOST_TRACKS) {
            throw new BrokenRecordingException("Too many tracks");
          }
          tracks.add(new MatroskaTrack());
        }
        case Elements.CLUSTER -> {
          clusters = elements.start();
          return;
        }
        default -> {
          if (!tracks.isEmpty()) {
            tracks.getLast().read(elements);
          }
        }
      }
    }
  }

  private @Nullable Contents contents() {
    MatroskaTrack sound = first(TYPE_AUDIO);
    MatroskaTrack picture = first(TYPE_VIDEO);
    String subtype = documentType.equals("webm") ? "webm" : "x-matroska";
    if (picture != null) {
      Dimensions shown = picture.dimensions();
      return new Contents(Kind.VIDEO, Kind.VIDEO.type(subtype), shown, duration(), null);
    }
    if (sound == null) {
      return null;
    }
    return Contents.audio(
        Kind.AUDIO.type(subtype),
        duration(),
        () -> sound.track(new MatroskaBlocks(bytes, clusters, sound.number())).decoded());
  }

  private @Nullable MatroskaTrack first(int type) {
    return tracks.stream().filter(track -> track.type() == type).findFirst().orElse(null);
  }

  private @Nullable Long duration() {
    double unitsPerSecond = 1_000_000_000.0 / scale;
    Long said = Durations.of(declared, unitsPerSecond);
    return said == null ? Durations.of(end(), unitsPerSecond) : said;
  }

  /// When the last block ends. Few blocks say how long they are; the last one counts for as
  /// long as the one before it.
  private double end() {
    MatroskaBlocks blocks = new MatroskaBlocks(bytes, clusters, MatroskaBlocks.ANY);
    long last = 0;
    long before = 0;
    try {
      while (blocks.nextBlock()) {
        if (blocks.time() > last) {
          before = last;
          last = blocks.time();
        }
      }
    } catch (IOException e) {
      return 0;
    }
    return last + (double) (last - before);
  }
}
