package chat.parley.api.recording;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The blocks of one track, or of all. Where a recording breaks off, it ends.
final class MatroskaBlocks implements Packets {
  static final long ANY = -1;

  private static final int LACING = 0x06;

  private final Bytes bytes;
  private final Elements elements;
  private final long track;
  private long clusterTime;
  private long time;
  private long payload;

  MatroskaBlocks(Bytes bytes, long from, long track) {
    this.bytes = bytes;
    this.elements = new Elements(bytes, from);
    this.track = track;
  }

  boolean nextBlock() throws IOException {
    while (elements.next()) {
      switch (elements.id()) {
        case Elements.CLUSTER_TIME -> clusterTime = elements.number();
        case Elements.SIMPLE_BLOCK, Elements.BLOCK -> {
          if (readBlock()) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  /// A block begins with the number of its track, its time after that of the cluster, and flags.
  private boolean readBlock() throws IOException {
    long at = elements.body();
    if (at > bytes.length() - 12) {
      return false;
    }
    int first = bytes.u8(at);
    int length = Integer.numberOfLeadingZeros(first) - 23;
    if (length > 2) {
      return false;
    }
    long number = length == 1 ? first & 0x7f : bytes.u16(at) & 0x3fff;
    time = clusterTime + (short) bytes.u16(at + length);
    payload = at + length + 3;
    return track == ANY || track == number;
  }

  /// In the units of the file, since its beginning.
  long time() {
    return time;
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    if (!nextBlock()) {
      return null;
    }
    if ((bytes.u8(payload - 1) & LACING) != 0) {
      throw new BrokenRecordingException("Several packets in one block");
    }
    long end = elements.body() + elements.size();
    return end > bytes.length() ? null : bytes.copy(payload, end - payload);
  }
}
