package chat.parley.push.feed;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.redis.Envelope;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What one delivery costs beside the system call: an envelope becomes a frame, and 500 sockets
/// of one loop get it, alone or with others that wait for the same round.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FanOutBenchmark {
  private static final int SOCKETS = 500;

  private final ConversationId room = new IdGenerator().conversation();
  private final EmbeddedChannel clock = new EmbeddedChannel();
  private final LoopDelivery delivery =
      new LoopDelivery(
          clock.eventLoop(),
          new Handed(
              new FeedMeters(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)),
              Clock.systemUTC()));
  private final byte[] text = new byte[400];
  private long seq;

  @Setup
  public void fill() {
    for (int i = 0; i < SOCKETS; i++) {
      delivery.join(room, new Socket(), 0, List.of(), List.of());
    }
    runAll();
  }

  @Benchmark
  @OperationsPerInvocation(SOCKETS)
  public void alone() {
    deliver();
    runAll();
  }

  @Benchmark
  @OperationsPerInvocation(8 * SOCKETS)
  public void eightInARound() {
    for (int i = 0; i < 8; i++) {
      deliver();
    }
    runAll();
  }

  private void deliver() {
    seq++;
    Envelope envelope =
        Envelope.decode(ByteBuffer.wrap(Envelope.durable(seq, Instant.now(), text).encode()));
    delivery.deliver(room, new Sequencer.Item<>(seq, Event.of(envelope)));
  }

  private void runAll() {
    clock.advanceTimeBy(Pace.LONGEST_WAIT, TimeUnit.NANOSECONDS);
    clock.runPendingTasks();
  }

  /// Writes and flushes, to nowhere.
  private static final class Socket extends FakeReceiver {
    private final EmbeddedChannel channel = new EmbeddedChannel(new Nowhere());

    Socket() {
      super(new EmbeddedChannel().eventLoop());
    }

    @Override
    public void receive(ConversationId conversation, long seq, Frame events) {
      channel.write(events.view(), channel.voidPromise());
    }

    @Override
    public void flush() {
      super.flush();
      channel.flush();
    }
  }

  private static final class Nowhere extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      ReferenceCountUtil.release(message);
    }
  }
}
