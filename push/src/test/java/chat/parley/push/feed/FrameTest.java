package chat.parley.push.feed;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.push.compression.Deflate;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
  /// At every length where the form of the head changes (RFC 6455 §5.2).
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 100_000})
  void isByteForByteWhatNettysOwnEncoderWrites(int length) {
    byte[] json = "x".repeat(length).getBytes(StandardCharsets.UTF_8);
    EmbeddedChannel netty = new EmbeddedChannel(new WebSocket13FrameEncoder(false));
    netty.writeOutbound(new TextWebSocketFrame(Unpooled.wrappedBuffer(json)));
    var expected = Unpooled.buffer();
    for (Object part = netty.readOutbound(); part != null; part = netty.readOutbound()) {
      expected.writeBytes((ByteBuf) part);
    }

    Frame frame = Frame.text(ByteBuffer.wrap(json));

    assertThat(ByteBufUtil.getBytes(frame.view())).isEqualTo(ByteBufUtil.getBytes(expected));
    assertThat(frame.size()).isEqualTo(expected.readableBytes());
    assertThat(netty.finishAndReleaseAll()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 300})
  void canBeWrittenAnyNumberOfTimes(int length) {
    Frame frame = Frame.text(ByteBuffer.allocate(length));
    byte[] first = ByteBufUtil.getBytes(frame.view());

    for (int i = 0; i < 3; i++) {
      var view = frame.view();
      view.skipBytes(view.readableBytes());
      view.release();
    }

    assertThat(ByteBufUtil.getBytes(frame.view())).isEqualTo(first);
  }

  @Test
  void isCompressedOnceForAllAndAgainInItsCopyOutsideTheHeap() throws DataFormatException {
    Frame frame = Frame.text(json("lively ".repeat(100)));

    Frame deflated = frame.deflated();
    Frame copy = frame.shared().deflated();

    assertThat(frame.deflated()).isSameAs(deflated);
    assertThat(deflated.size()).isLessThan(frame.size() / 4);
    assertThat(deflated.view().getUnsignedByte(0)).isEqualTo((short) 0xC1);
    assertThat(ByteBufUtil.getBytes(copy.view())).isEqualTo(ByteBufUtil.getBytes(deflated.view()));
    assertThat(copy.view().isDirect()).isTrue();
    assertThat(text(deflated)).isEqualTo("lively ".repeat(100));
  }

  /// Each is a message of its own and compressed by itself.
  @Test
  void thoseThatAreJoinedAreCompressedOneByOne() {
    Frame first = Frame.text(json("first ".repeat(100)));
    Frame second = Frame.text(json("second ".repeat(100)));

    ByteBuf joined = Frame.joined(List.of(first, second)).shared().deflated().view();

    assertThat(ByteBufUtil.getBytes(joined))
        .isEqualTo(
            ByteBufUtil.getBytes(
                Unpooled.wrappedBuffer(first.deflated().view(), second.deflated().view())));
  }

  @Test
  void whatWouldBeNoShorterIsSentAsItIs() {
    byte[] noise = new byte[1_000];
    new Random(1).nextBytes(noise);
    Frame random = Frame.text(ByteBuffer.wrap(noise));
    Frame small = Frame.text(json("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));

    assertThat(random.deflated()).isSameAs(random);
    assertThat(small.deflated()).isSameAs(small);
    Frame copy = small.shared();
    assertThat(copy.deflated()).isSameAs(copy);
  }

  private static String text(Frame deflated) throws DataFormatException {
    ByteBuf frame = deflated.view();
    int head = frame.getUnsignedByte(1) == 126 ? 4 : 2;
    return new String(
        Deflate.inflated(frame.skipBytes(head).nioBuffer(), 10_000), StandardCharsets.UTF_8);
  }

  private static ByteBuffer json(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
