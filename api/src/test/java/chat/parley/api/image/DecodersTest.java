package chat.parley.api.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Few threads, and few who wait for them.
class DecodersTest {
  private final Decoders decoders = new Decoders(new ImageSettings(1, 1, 1, 1));
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void close() throws InterruptedException {
    end.countDown();
    decoders.close();
  }

  private CompletableFuture<String> busy() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<String> busy =
        decoders.submit(
            () -> {
              begun.countDown();
              end.await();
              return "done";
            });
    begun.await();
    return busy;
  }

  @Test
  void whoComesWhenTooManyWaitIsRefused() throws Exception {
    CompletableFuture<String> first = busy();
    CompletableFuture<String> second = decoders.submit(() -> "too");

    assertThatThrownBy(() -> decoders.submit(() -> "late"))
        .isInstanceOf(RejectedExecutionException.class);
    end.countDown();
    assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("done");
    assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("too");
  }

  @Test
  void whateverIsThrownItGoesOn() throws Exception {
    for (Throwable each :
        new Throwable[] {
          new OutOfMemoryError(), new StackOverflowError(), new IOException(), new AssertionError()
        }) {
      CompletableFuture<String> failed =
          decoders.submit(
              () -> {
                if (each instanceof Error error) {
                  throw error;
                }
                throw (Exception) each;
              });
      assertThatThrownBy(() -> failed.get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCause(each);
    }
    assertThat(decoders.submit(() -> "still here").get(10, TimeUnit.SECONDS))
        .isEqualTo("still here");
  }

  @Test
  void whatNobodyWaitsForAnyMoreIsNotDone() throws Exception {
    CompletableFuture<String> first = busy();
    boolean[] done = new boolean[1];
    decoders
        .submit(
            () -> {
              done[0] = true;
              return "";
            })
        .cancel(false);

    end.countDown();
    first.get(10, TimeUnit.SECONDS);
    decoders.submit(() -> "").get(10, TimeUnit.SECONDS);
    assertThat(done[0]).isFalse();
  }

  @Test
  void whoWaitsWhenItIsClosedIsToldAndNoThreadIsLeft() throws Exception {
    busy();
    CompletableFuture<String> waiting = decoders.submit(() -> "never");

    decoders.close();

    assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> decoders.submit(() -> "late"))
        .isInstanceOf(RejectedExecutionException.class);
    for (Thread each : Thread.getAllStackTraces().keySet()) {
      if (each.getName().startsWith("pictures-")) {
        // A pool has ended when its last thread has begun to.
        assertThat(each.join(Duration.ofSeconds(10))).as("%s has ended", each).isTrue();
      }
    }
  }
}
