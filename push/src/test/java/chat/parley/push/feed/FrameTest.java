package chat.parley.push.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
}
