package chat.parley.api.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UnderwayTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Underway underway = new Underway();

  @Test
  void withNothingBegunNobodyWaits() {
    assertThat(underway.awaitNone(Duration.ZERO)).isTrue();
  }

  @Test
  void whatTakesTooLongIsSaidToBeUnderWay() {
    underway.begun(2);
    underway.ended(1);
    assertThat(underway.awaitNone(Duration.ofMillis(1))).isFalse();
  }

  @Test
  void whoWaitsGoesOnWhenTheLastHasEnded() throws Exception {
    underway.begun(3);
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(() -> underway.awaitNone(LONG));
    underway.ended(2);
    assertThat(waiting.isDone()).isFalse();
    underway.ended(1);
    assertThat(waiting.get(20, TimeUnit.SECONDS)).isTrue();
  }
}
