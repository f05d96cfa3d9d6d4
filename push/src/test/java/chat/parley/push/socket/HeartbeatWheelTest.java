package chat.parley.push.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatWheelTest {
  private static final int EVERY = 250;
  private static final int TIMEOUT = 100;

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final HeartbeatWheel wheel =
      new HeartbeatWheel(
          channel.eventLoop(),
          HeartbeatWheel.STEP.multipliedBy(EVERY),
          HeartbeatWheel.STEP.multipliedBy(TIMEOUT));
  private int now;

  @BeforeEach
  void timeGoesAsTheTestSays() {
    channel.freezeTime();
  }

  @Test
  void eachSocketIsPingedOnceInAnIntervalAndLookedAtWhenTheTimeForItsAnswerIsOver() {
    List<Noting> sockets = IntStream.range(0, 500).mapToObj(i -> new Noting()).toList();
    sockets.forEach(Noting::enter);

    steps(3 * EVERY);

    for (Noting socket : sockets) {
      int first = socket.pings.getFirst();
      assertThat(first).isBetween(1, EVERY);
      assertThat(socket.pings).containsExactly(first, first + EVERY, first + 2 * EVERY);
      assertThat(socket.checks).contains(first + TIMEOUT, first + EVERY + TIMEOUT);
    }
    assertThat(sockets.stream().map(socket -> socket.pings.getFirst()).distinct().count())
        .as("they opened together and are not pinged together")
        .isGreaterThan(100);
  }

  @Test
  void nobodyIsPingedAgainBeforeTheTimeForTheAnswerIsOver() {
    HeartbeatWheel impatient =
        new HeartbeatWheel(
            channel.eventLoop(), HeartbeatWheel.STEP, HeartbeatWheel.STEP.multipliedBy(3));
    Noting socket = new Noting();
    impatient.add(socket);

    steps(12);

    assertThat(socket.pings).containsExactly(1, 5, 9);
    assertThat(socket.checks).containsExactly(4, 8, 12);
  }

  /// Else the answer could not have come before it is looked for.
  @Test
  void aLoopThatStoodStillDoesNotMakeUpForIt() {
    List<Noting> sockets = IntStream.range(0, 500).mapToObj(i -> new Noting()).toList();
    sockets.forEach(Noting::enter);

    now = 1;
    advance(HeartbeatWheel.STEP.multipliedBy(TIMEOUT + EVERY));

    assertThat(sockets.stream().filter(socket -> !socket.pings.isEmpty()).count()).isLessThan(50);
  }

  @Test
  void whoIsGoneIsNotPingedAndWithNobodyThereIsNoTimer() {
    Noting gone = new Noting();
    gone.enter();
    wheel.remove(gone, gone.place);

    steps(2 * EVERY);

    assertThat(gone.pings).isEmpty();
    assertThat(channel.runScheduledPendingTasks()).as("when the next task is due").isEqualTo(-1);

    Noting next = new Noting();
    next.enter();
    steps(EVERY);
    assertThat(next.pings).hasSize(1);
  }

  @Test
  void whoGoesWhilePingedIsForgotten() {
    Noting leaving =
        new Noting() {
          @Override
          public void ping() {
            super.ping();
            wheel.remove(this, place);
          }
        };
    leaving.enter();

    steps(3 * EVERY);

    assertThat(leaving.pings).hasSize(1);
  }

  private void steps(int count) {
    for (int i = 0; i < count; i++) {
      now++;
      advance(HeartbeatWheel.STEP);
    }
  }

  private void advance(Duration time) {
    channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
    channel.runScheduledPendingTasks();
  }

  /// Notes at which steps it was pinged and looked at.
  private class Noting implements HeartbeatWheel.Pinged {
    final List<Integer> pings = new ArrayList<>();
    final List<Integer> checks = new ArrayList<>();
    int place;

    void enter() {
      place = wheel.add(this);
    }

    @Override
    public void ping() {
      pings.add(now);
    }

    @Override
    public void check() {
      checks.add(now);
    }
  }
}
