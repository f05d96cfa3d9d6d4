package chat.parley.push.feed;

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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs to put one event in order.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SequencingBenchmark {
  private final Sequencer<Object> sequencer = new Sequencer<>(0);
  private final Object thing = new Object();

  @Benchmark
  public Object inOrder() {
    return sequencer.offer(sequencer.head() + 1, thing);
  }

  /// Each second event comes before the one that it follows.
  @Benchmark
  @OperationsPerInvocation(2)
  public Object overtaking() {
    long head = sequencer.head();
    return List.of(sequencer.offer(head + 2, thing), sequencer.offer(head + 1, thing));
  }
}
