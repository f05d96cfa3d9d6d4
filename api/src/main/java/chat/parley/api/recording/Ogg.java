package chat.parley.api.recording;

import chat.parley.api.recording.Contents.Dimensions;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Ogg (RFC 3533) with Vorbis, Opus, FLAC or Theora. How long it is, its last page says.
final class Ogg {
  private static final int MOST_STREAMS = 16;
  private static final int MAGIC_OPUS = 8;

  private final Bytes bytes;
  private @Nullable OggPage sound;
  private @Nullable OggPage picture;

  private Ogg(Bytes bytes) throws IOException {
    this.bytes = bytes;
    OggPage page = OggPage.at(bytes, 0);
    for (int i = 0; i < MOST_STREAMS && page != null && page.begins(); i++) {
      if (says(page, "\u0080theora")) {
        picture = page;
      } else if (isSound(page) && sound == null) {
        sound = page;
      }
      page = OggPage.at(bytes, page.end());
    }
  }

  private boolean isSound(OggPage page) throws IOException {
    return says(page, "OpusHead")
        || says(page, "\u0001vorbis")
        || says(page, "\u007fFLAC")
        || says(page, "Speex   ");
  }

  private boolean says(OggPage page, String magic) throws IOException {
    return bytes.says(magic, page.body());
  }

  static @Nullable Contents open(Bytes bytes) throws IOException {
    return new Ogg(bytes).contents();
  }

  private @Nullable Contents contents() throws IOException {
    OggPage heard = sound;
    OggPage seen = picture;
    if (seen != null) {
      Dimensions shown =
          Dimensions.of(
              bytes.i32(seen.body() + 13) & 0xffffff, bytes.i32(seen.body() + 16) & 0xffffff);
      Long duration = heard == null ? null : duration(heard);
      return new Contents(
          Kind.VIDEO, "video/ogg", shown, duration == null ? filmed(seen) : duration, null);
    }
    return heard == null
        ? null
        : Contents.audio("audio/ogg", duration(heard), () -> track(heard).decoded());
  }

  private Track track(OggPage page) throws IOException {
    if (!says(page, "OpusHead")) {
      throw new BrokenRecordingException("No decoder for this");
    }
    Packets packets = new OggPackets(bytes, page.serial());
    long from = page.body() + MAGIC_OPUS;
    byte[] setup = bytes.copy(from, Math.min(page.end() - from, 512));
    // The head again, and the tags.
    packets.next();
    packets.next();
    return new Track(Track.Codec.OPUS, setup, packets);
  }

  private @Nullable Long duration(OggPage page) throws IOException {
    OggPage last = OggPage.last(bytes, page.serial());
    if (last == null) {
      return null;
    }
    long body = page.body();
    if (says(page, "OpusHead")) {
      int unheard = bytes.u8(body + 10) | bytes.u8(body + 11) << 8;
      return Durations.of(last.granule() - unheard, OpusSound.GRANULES_PER_SECOND);
    }
    if (says(page, "\u0001vorbis")) {
      return Durations.of(last.granule(), bytes.u32LittleEndian(body + 12));
    }
    if (says(page, "\u007fFLAC")) {
      return Durations.of(last.granule(), Flac.rate(bytes, body + 17));
    }
    return Durations.of(last.granule(), bytes.u32LittleEndian(body + 36));
  }

  /// A granule of Theora is the number of the last key frame, and how many frames came after it.
  private @Nullable Long filmed(OggPage page) throws IOException {
    OggPage last = OggPage.last(bytes, page.serial());
    if (last == null) {
      return null;
    }
    long body = page.body();
    int shift = (bytes.u8(body + 40) & 3) << 3 | bytes.u8(body + 41) >> 5;
    double frames =
        (double) (last.granule() >> shift) + (double) (last.granule() & ((1L << shift) - 1));
    return Durations.of(frames * bytes.u32(body + 26), (double) bytes.u32(body + 22));
  }
}
