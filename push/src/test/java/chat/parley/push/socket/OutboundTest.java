package chat.parley.push.socket;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.push.feed.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OutboundTest {
  private static final int LIMIT = 500;

  /// The client reads only when it is let.
  private final Dam dam = new Dam();

  private final EmbeddedChannel channel = new EmbeddedChannel(dam);
  private final Outbound outbound =
      new Outbound(channel, WebSocketWire.PLAIN, LIMIT, new LongAdder());
  private final List<Integer> written = new ArrayList<>();

  OutboundTest() {
    channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(50, 100));
  }

  /// The client reads at some steps only; what was taken comes out once and in order, what was
  /// held back after it was let go.
  @Property
  void neverMoreThanTheLimitWaitsAndWhatWasTakenComesOutOnceAndInOrder(
      @ForAll @Size(max = 300) List<@IntRange(min = 0, max = 99) Integer> steps) {
    OutboundTest each = new OutboundTest();
    List<Integer> expected = new ArrayList<>();
    List<Integer> heldBack = new ArrayList<>();
    int number = 0;
    for (int step : steps) {
      if (step < 60) {
        if (each.outbound.write(frame(++number, step))) {
          expected.add(number);
        }
      } else if (step < 80) {
        if (each.outbound.holdBack(frame(++number, step))) {
          heldBack.add(number);
        }
      } else if (step < 90) {
        each.read();
      } else {
        each.outbound.letGo();
        expected.addAll(heldBack);
        heldBack.clear();
      }
      assertThat(each.outbound.waitingBytes()).isBetween(0, LIMIT);
    }
    each.outbound.letGo();
    expected.addAll(heldBack);
    do {
      each.read();
    } while (each.outbound.waitingBytes() > 0);
    each.read();

    assertThat(each.written).isEqualTo(expected);
  }

  @Test
  void whatIsMoreThanTheLimitIsNotTaken() {
    while (outbound.isFree()) {
      assertThat(outbound.write(frame(1, 40))).isTrue();
    }
    while (outbound.write(frame(1, 40))) {
      assertThat(outbound.waitingBytes()).isLessThanOrEqualTo(LIMIT);
    }

    assertThat(outbound.waitingBytes()).isGreaterThan(LIMIT - 50);
    assertThat(outbound.holdBack(frame(1, 40))).isFalse();
    outbound.discard();
    assertThat(outbound.waitingBytes()).isZero();
  }

  @Test
  void whatOnlyLacksItsFlushIsNoReasonToWait() {
    dam.open = true;
    for (int number = 1; number <= 20; number++) {
      assertThat(outbound.write(frame(number, 40))).isTrue();
      assertThat(outbound.isFree()).isTrue();
    }
  }

  private void read() {
    dam.open = true;
    channel.flush();
    dam.open = false;
    for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      written.add(next.getInt(next.readerIndex() + 2));
    }
    outbound.drain();
  }

  /// A frame whose text begins with a number.
  private static Frame frame(int number, int length) {
    return Frame.text(ByteBuffer.allocate(4 + length).putInt(number).rewind());
  }
}
