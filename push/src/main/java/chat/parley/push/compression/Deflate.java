package chat.parley.push.compression;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Compressed texts as `permessage-deflate` has them (RFC 7692, sections 7.2.1 and 7.2.2), each by
/// itself: what one text is compressed to doesn't depend on those before it, so it is the same for
/// everybody. Safe for any thread; each has a compressor of its own, so it is for event loops,
/// which are few.
public final class Deflate {
  /// What a text that is flushed always ends with, and what is left out of it.
  private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

  private static final FastThreadLocal<Deflater> DEFLATERS =
      new FastThreadLocal<>() {
        @Override
        protected Deflater initialValue() {
          return new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        }

        @Override
        protected void onRemoval(Deflater own) {
          own.end();
        }
      };

  private static final FastThreadLocal<Inflater> INFLATERS =
      new FastThreadLocal<>() {
        @Override
        protected Inflater initialValue() {
          return new Inflater(true);
        }

        @Override
        protected void onRemoval(Inflater own) {
          own.end();
        }
      };

  private Deflate() {}

  /// @param text read from its position to its limit, which stay as they are
  /// @return nothing when it would be no shorter
  public static Optional<ByteBuffer> deflated(ByteBuffer text) {
    Deflater deflater = DEFLATERS.get();
    deflater.reset();
    deflater.setInput(text.duplicate());
    ByteBuffer shorter = ByteBuffer.allocate(text.remaining());
    deflater.deflate(shorter, Deflater.SYNC_FLUSH);
    // A full buffer may not hold all of it.
    return shorter.hasRemaining()
        ? Optional.of(shorter.limit(shorter.position() - TAIL.length).rewind())
        : Optional.empty();
  }

  /// @param longest how long the text may be
  /// @throws DataFormatException when it is no compressed text
  /// @throws TooLongFrameException when the text is longer
  public static byte[] inflated(ByteBuffer compressed, int longest) throws DataFormatException {
    Inflater inflater = INFLATERS.get();
    inflater.reset();
    byte[] text = new byte[longest + 1];
    inflater.setInput(compressed.duplicate());
    int length = inflate(inflater, text, 0);
    inflater.setInput(TAIL);
    length += inflate(inflater, text, length);
    if (length > longest) {
      throw new TooLongFrameException("more than %d bytes of text".formatted(longest));
    }
    return Arrays.copyOf(text, length);
  }

  /// @return how much more text there is now
  private static int inflate(Inflater inflater, byte[] text, int from) throws DataFormatException {
    int to = from;
    while (!inflater.needsInput() && !inflater.finished() && to < text.length) {
      int more = inflater.inflate(text, to, text.length - to);
      if (more == 0 && inflater.needsDictionary()) {
        throw new DataFormatException("a dictionary is needed");
      }
      to += more;
    }
    return to - from;
  }
}
