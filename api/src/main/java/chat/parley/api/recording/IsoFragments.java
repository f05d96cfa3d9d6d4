package chat.parley.api.recording;

import chat.parley.api.recording.Boxes.Box;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The samples of a track that was written in fragments while it was recorded: each `moof` has
/// runs (`trun`) of samples for tracks (`traf`). Where the recording breaks off, it ends.
final class IsoFragments implements Packets {
  private static final int BASE = 0x1;
  private static final int DESCRIPTION = 0x2;
  private static final int DURATION = 0x8;
  private static final int SIZE = 0x10;

  private static final int RUN_OFFSET = 0x1;
  private static final int RUN_FIRST_FLAGS = 0x4;
  private static final int RUN_DURATIONS = 0x100;
  private static final int RUN_SIZES = 0x200;
  private static final int RUN_FLAGS = 0x400;
  private static final int RUN_TIMES = 0x800;

  private final Bytes bytes;
  private final long track;
  private final long usualDuration;
  private final long usualSize;

  private final Boxes file;
  private @Nullable Boxes movie;
  private @Nullable Boxes fragment;
  private long movieAt;
  private long base;
  private long duration;
  private long size;

  private int flags;
  private long left;
  private long entry;
  private long data;

  /// @param usualDuration of a sample, where a fragment says nothing else
  /// @param usualSize of a sample
  IsoFragments(Bytes bytes, long track, long usualDuration, long usualSize) {
    this.bytes = bytes;
    this.track = track;
    this.usualDuration = usualDuration;
    this.usualSize = usualSize;
    this.file = Boxes.of(bytes);
  }

  /// Of all samples together, in the units of the track.
  double duration() throws IOException {
    double sum = 0;
    while (beginRun()) {
      if ((flags & RUN_DURATIONS) == 0) {
        sum += (double) left * duration;
      } else {
        for (; left > 0; left--, entry += entrySize()) {
          sum += bytes.u32(entry);
        }
      }
    }
    return sum;
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    while (left == 0) {
      if (!beginRun()) {
        return null;
      }
    }
    long wanted =
        (flags & RUN_SIZES) == 0 ? size : bytes.u32(entry + ((flags & RUN_DURATIONS) == 0 ? 0 : 4));
    if (data > bytes.length() - wanted) {
      return null;
    }
    byte[] packet = bytes.copy(data, wanted);
    data += wanted;
    entry += entrySize();
    left--;
    return packet;
  }

  private int entrySize() {
    return 4 * Integer.bitCount(flags & (RUN_DURATIONS | RUN_SIZES | RUN_FLAGS | RUN_TIMES));
  }

  private boolean beginRun() throws IOException {
    while (fragment != null || beginFragment()) {
      Box box = fragment == null ? null : fragment.next();
      if (box == null) {
        fragment = null;
      } else if (box.is("trun")) {
        readRun(box);
        return true;
      }
    }
    return false;
  }

  private void readRun(Box box) throws IOException {
    flags = bytes.i32(box.from()) & 0xffffff;
    left = bytes.u32(box.from() + 4);
    entry = box.from() + 8;
    if ((flags & RUN_OFFSET) != 0) {
      data = base + bytes.i32(entry);
      entry += 4;
    }
    entry += (flags & RUN_FIRST_FLAGS) == 0 ? 0 : 4;
  }

  /// Finds the next `traf` of this track.
  private boolean beginFragment() throws IOException {
    while (movie != null || beginMovie()) {
      Box box = movie == null ? null : movie.next();
      if (box == null) {
        movie = null;
      } else if (box.is("traf") && readHeader(Boxes.need(bytes, box, "tfhd"))) {
        fragment = Boxes.in(bytes, box);
        return true;
      }
    }
    return false;
  }

  private boolean readHeader(Box header) throws IOException {
    int present = bytes.i32(header.from());
    long at = header.from() + 8;
    base = (present & BASE) == 0 ? movieAt : bytes.u63(at);
    at += (present & BASE) == 0 ? 0 : 8;
    at += (present & DESCRIPTION) == 0 ? 0 : 4;
    duration = (present & DURATION) == 0 ? usualDuration : bytes.u32(at);
    at += (present & DURATION) == 0 ? 0 : 4;
    size = (present & SIZE) == 0 ? usualSize : bytes.u32(at);
    return bytes.u32(header.from() + 4) == track;
  }

  private boolean beginMovie() throws IOException {
    for (Box box = file.next(); box != null; box = file.next()) {
      if (box.is("moof")) {
        movie = Boxes.in(bytes, box);
        movieAt = box.from() - 8;
        return true;
      }
    }
    return false;
  }
}
