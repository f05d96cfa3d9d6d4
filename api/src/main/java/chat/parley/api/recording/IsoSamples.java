package chat.parley.api.recording;

import chat.parley.api.recording.Boxes.Box;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The samples of a track that is in one piece. Its tables stay in the file and are read entry by
/// entry, so that what they say of their length costs nothing.
final class IsoSamples implements Packets {
  private final Bytes bytes;
  private final long sizes;
  private final long fixedSize;
  private final long count;
  private final long runs;
  private final long runCount;
  private final long chunks;
  private final long chunkCount;
  private final boolean wide;

  private long sample;
  private long chunk;
  private long run;
  private long leftInChunk;
  private long at;

  IsoSamples(Bytes bytes, Box table) throws IOException {
    this.bytes = bytes;
    long size = Boxes.need(bytes, table, "stsz").from();
    fixedSize = bytes.u32(size + 4);
    count = bytes.u32(size + 8);
    sizes = size + 12;
    long run = Boxes.need(bytes, table, "stsc").from();
    runCount = bytes.u32(run + 4);
    runs = run + 8;
    Box narrow = Boxes.find(bytes, table, "stco");
    wide = narrow == null;
    long offsets = narrow == null ? Boxes.need(bytes, table, "co64").from() : narrow.from();
    chunkCount = bytes.u32(offsets + 4);
    chunks = offsets + 8;
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    if (sample == count) {
      return null;
    }
    while (leftInChunk == 0) {
      if (chunk == chunkCount) {
        return null;
      }
      beginChunk();
    }
    long size = fixedSize == 0 ? bytes.u32(sizes + 4 * sample) : fixedSize;
    byte[] packet = bytes.copy(at, size);
    at += size;
    sample++;
    leftInChunk--;
    return packet;
  }

  /// A run is of chunks with the same number of samples, and says with which (from 1) it begins.
  private void beginChunk() throws IOException {
    if (run + 1 < runCount && bytes.u32(runs + 12 * (run + 1)) <= chunk + 1) {
      run++;
    }
    leftInChunk = run < runCount ? bytes.u32(runs + 12 * run + 4) : 0;
    at = wide ? bytes.u63(chunks + 8 * chunk) : bytes.u32(chunks + 4 * chunk);
    chunk++;
  }
}
