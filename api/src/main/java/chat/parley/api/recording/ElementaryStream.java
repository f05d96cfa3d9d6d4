package chat.parley.api.recording;

import chat.parley.api.recording.Boxes.Box;
import java.io.IOException;

/// The box `esds`, which says of what kind MPEG-4 sound is (ISO/IEC 14496-1, 7.2.6).
///
/// @param objectType AAC, MP3 …
/// @param setup for the decoder
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
record ElementaryStream(int objectType, byte[] setup) {
  private static final int STREAM = 3;
  private static final int CONFIGURATION = 4;
  private static final int SETUP = 5;

  static ElementaryStream read(Bytes bytes, Box box) throws IOException {
    long at = box.from() + 4;
    int objectType = 0;
    while (at < box.end()) {
      int tag = bytes.u8(at++);
      long size = 0;
      int part;
      do {
        part = bytes.u8(at++);
        size = size << 7 | (part & 0x7f);
      } while (part > 0x7f && size < Bytes.LARGEST);
      switch (tag) {
        case STREAM -> at += 3 + optional(bytes, at);
        case CONFIGURATION -> {
          objectType = bytes.u8(at);
          at += 13;
        }
        case SETUP -> {
          return new ElementaryStream(objectType, bytes.copy(at, size));
        }
        default -> at += size;
      }
    }
    return new ElementaryStream(objectType, new byte[0]);
  }

  private static long optional(Bytes bytes, long stream) throws IOException {
    int flags = bytes.u8(stream + 2);
    long size = (flags & 0x80) == 0 ? 0 : 2;
    size += (flags & 0x40) == 0 ? 0 : 1 + bytes.u8(stream + 3 + size);
    return size + ((flags & 0x20) == 0 ? 0 : 2);
  }

  Track track(Packets packets) throws IOException {
    return switch (objectType) {
      case 0x40, 0x66, 0x67, 0x68 -> new Track(Track.Codec.AAC, setup, packets);
      case 0x69, 0x6b -> new Track(Track.Codec.MP3, setup, packets);
      default -> throw new BrokenRecordingException("No decoder for object type " + objectType);
    };
  }
}
