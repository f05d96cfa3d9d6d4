package chat.parley.push.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.TooLongFrameException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateTest {
  /// RFC 7692, section 7.2.3.1: one block, and the same text again without what was before it.
  @Test
  void readsWhatTheStandardGivesAsAnExample() throws DataFormatException {
    byte[] hello = {(byte) 0xf2, 0x48, (byte) 0xcd, (byte) 0xc9, (byte) 0xc9, 0x07, 0x00};

    for (int i = 0; i < 2; i++) {
      assertThat(new String(Deflate.inflated(ByteBuffer.wrap(hello), 5), StandardCharsets.UTF_8))
          .isEqualTo("Hello");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 1_000, 65_536, 1_000_000})
  void whatIsMadeShorterIsTheSameAfterwards(int length) throws DataFormatException {
    byte[] text =
        "to be or not to be, "
            .repeat(length / 20 + 1)
            .substring(0, length)
            .getBytes(StandardCharsets.UTF_8);

    ByteBuffer shorter = Deflate.deflated(ByteBuffer.wrap(text)).orElseThrow();

    assertThat(shorter.remaining()).isLessThan(length);
    assertThat(Deflate.inflated(shorter, length)).isEqualTo(text);
  }

  @Test
  void whatHasNoPatternIsLeftAlone() {
    byte[] noise = new byte[5_000];
    new Random(1).nextBytes(noise);

    assertThat(Deflate.deflated(ByteBuffer.wrap(noise))).isEmpty();
    assertThat(Deflate.deflated(ByteBuffer.allocate(0))).isEmpty();
  }

  /// A megabyte is some hundred bytes, compressed.
  @Test
  void aTextThatIsTooLongIsNotReadToItsEnd() {
    ByteBuffer bomb = Deflate.deflated(ByteBuffer.wrap(new byte[1_000_000])).orElseThrow();

    assertThatThrownBy(() -> Deflate.inflated(bomb, 16_384))
        .isInstanceOf(TooLongFrameException.class);
  }

  @Test
  void whatIsNotCompressedIsRefused() {
    assertThatThrownBy(() -> Deflate.inflated(ByteBuffer.wrap(new byte[] {(byte) 0xff, 1, 2}), 100))
        .isInstanceOf(DataFormatException.class);
  }
}
