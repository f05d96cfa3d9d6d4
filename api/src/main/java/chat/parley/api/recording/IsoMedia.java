package chat.parley.api.recording;

import chat.parley.api.recording.Boxes.Box;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// MP4, M4A, QuickTime and 3GPP, whole or in fragments as browsers record them.
final class IsoMedia {
  private static final int MOST_TRACKS = 64;

  private final Bytes bytes;
  private final Box movie;
  private final List<IsoTrack> tracks = new ArrayList<>();

  private IsoMedia(Bytes bytes, Box movie) throws IOException {
    this.bytes = bytes;
    this.movie = movie;
    Boxes boxes = Boxes.in(bytes, movie);
    for (Box box = boxes.next(); box != null && tracks.size() < MOST_TRACKS; box = boxes.next()) {
      if (box.is("trak")) {
        tracks.add(IsoTrack.read(bytes, box));
      }
    }
  }

  static @Nullable Contents open(Bytes bytes) throws IOException {
    String brand = "qt  ";
    Boxes boxes = Boxes.of(bytes);
    for (Box box = boxes.next(); box != null; box = boxes.next()) {
      if (box.is("ftyp") && box.size() >= 4) {
        brand = new String(bytes.copy(box.from(), 4), StandardCharsets.ISO_8859_1);
      } else if (box.is("moov")) {
        return new IsoMedia(bytes, box).contents(brand);
      }
    }
    return null;
  }

  private @Nullable Contents contents(String brand) {
    IsoTrack sound = first("soun");
    IsoTrack picture = first("vide");
    if (picture != null) {
      Long duration = inFragments(picture);
      return new Contents(
          Kind.VIDEO,
          type(Kind.VIDEO, brand),
          picture.dimensions(),
          duration == null ? declared(picture) : duration,
          null);
    }
    if (sound == null) {
      return null;
    }
    Long duration = inFragments(sound);
    return Contents.audio(
        type(Kind.AUDIO, brand),
        duration == null ? declared(sound) : duration,
        () -> sound.track(duration == null ? samples(sound) : fragments(sound)).decoded());
  }

  private @Nullable IsoTrack first(String handler) {
    return tracks.stream()
        .filter(track -> track.handler().equals(handler))
        .findFirst()
        .orElse(null);
  }

  private static String type(Kind kind, String brand) {
    if (brand.startsWith("3gp")) {
      return kind.type("3gpp");
    }
    if (brand.startsWith("3g2")) {
      return kind.type("3gpp2");
    }
    return kind == Kind.VIDEO && brand.equals("qt  ") ? "video/quicktime" : kind.type("mp4");
  }

  /// How long a recording in fragments is, its header can't say, for that was written first.
  ///
  /// @return `null` if it is in one piece
  private @Nullable Long inFragments(IsoTrack track) {
    try {
      return Boxes.find(bytes, movie, "mvex") == null
          ? null
          : Durations.of(fragments(track).duration(), (double) track.timescale());
    } catch (IOException e) {
      return null;
    }
  }

  private @Nullable Long declared(IsoTrack track) {
    try {
      Box header = Boxes.need(bytes, movie, "mvhd");
      boolean wide = bytes.u8(header.from()) == 1;
      long timescale = bytes.u32(header.from() + (wide ? 20 : 12));
      long length = wide ? bytes.u63(header.from() + 24) : bytes.u32(header.from() + 16);
      Long whole = Durations.of(length, timescale);
      return whole == null ? Durations.of(track.duration(), track.timescale()) : whole;
    } catch (IOException e) {
      return null;
    }
  }

  private Packets samples(IsoTrack track) throws IOException {
    return new IsoSamples(bytes, track.samples());
  }

  private IsoFragments fragments(IsoTrack track) throws IOException {
    Boxes defaults = Boxes.in(bytes, Boxes.need(bytes, movie, "mvex"));
    for (Box box = defaults.next(); box != null; box = defaults.next()) {
      if (box.is("trex") && bytes.u32(box.from() + 4) == track.id()) {
        return new IsoFragments(
            bytes, track.id(), bytes.u32(box.from() + 12), bytes.u32(box.from() + 16));
      }
    }
    return new IsoFragments(bytes, track.id(), 0, 0);
  }
}
