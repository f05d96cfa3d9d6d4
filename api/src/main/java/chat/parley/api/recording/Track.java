package chat.parley.api.recording;

import java.io.IOException;

/// The sound in a container.
///
/// @param setup what the decoder has to know before; its form is the codec's
/// @param packets from the first one
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
record Track(Codec codec, byte[] setup, Packets packets) {

  enum Codec {
    AAC,
    MP3,
    OPUS
  }

  Sound decoded() throws IOException {
    return switch (codec) {
      case AAC -> new AacSound(setup, packets);
      case MP3 -> new Mp3Sound(packets);
      case OPUS -> new OpusSound(setup, packets);
    };
  }
}
