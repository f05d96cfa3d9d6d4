package chat.parley.api.recording;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The packets of one stream, put together out of the pieces in its pages.
final class OggPackets implements Packets {
  private static final int WHOLE_PIECE = 255;

  private final Bytes bytes;
  private final int serial;
  private @Nullable OggPage page;
  private long nextPage;
  private int piece;
  private long at;

  OggPackets(Bytes bytes, int serial) {
    this.bytes = bytes;
    this.serial = serial;
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    while (true) {
      OggPage current = page;
      if (current == null || piece == current.pieces()) {
        if (!turn()) {
          return null;
        }
        continue;
      }
      int length = bytes.u8(current.table() + piece++);
      packet.writeBytes(bytes.copy(at, length));
      at += length;
      if (packet.size() > Bytes.LARGEST) {
        throw new BrokenRecordingException("A packet beyond all measure");
      }
      if (length < WHOLE_PIECE) {
        return packet.toByteArray();
      }
    }
  }

  private boolean turn() throws IOException {
    OggPage next;
    do {
      next = OggPage.at(bytes, nextPage);
      if (next == null) {
        return false;
      }
      nextPage = next.end();
    } while (next.serial() != serial);
    page = next;
    piece = 0;
    at = next.body();
    return true;
  }
}
