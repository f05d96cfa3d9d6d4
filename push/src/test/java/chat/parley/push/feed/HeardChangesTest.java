package chat.parley.push.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeardChangesTest {
  private static final UUID ADA = new UUID(0, 1);
  private static final UUID BOB = new UUID(0, 2);

  private final AtomicLong nanos = new AtomicLong();
  private final HeardChanges<String> heard = new HeardChanges<>(nanos::get, 6);

  @Test
  void aReceiverHearsOfAChangeOnce() {
    assertThat(heard.isFirst(ADA, 7, "one")).isTrue();
    assertThat(heard.isFirst(ADA, 7, "one")).isFalse();
    assertThat(heard.isFirst(ADA, 7, "two")).isTrue();
    assertThat(heard.isFirst(BOB, 7, "one")).isTrue();
    assertThat(heard.isFirst(ADA, 8, "one")).isTrue();
  }

  @Test
  void whatCameTooLateIsNotNews() {
    assertThat(heard.isFirst(ADA, 8, "one")).isTrue();

    assertThat(heard.isFirst(ADA, 7, "one")).isFalse();
    assertThat(heard.isFirst(ADA, 7, "two")).isFalse();
  }

  @Test
  void theOldestChangeIsForgottenWhenThereIsTooMuch() {
    heard.isFirst(ADA, 7, "one");
    heard.isFirst(ADA, 7, "two");
    heard.isFirst(BOB, 7, "one");
    heard.isFirst(BOB, 7, "two");

    assertThat(heard.isFirst(BOB, 7, "one")).as("a later one stays").isFalse();
    assertThat(heard.isFirst(ADA, 7, "one")).as("the oldest").isTrue();
  }

  @Test
  void aChangeIsForgottenAfterTenSeconds() {
    heard.isFirst(ADA, 7, "one");
    nanos.addAndGet(Duration.ofSeconds(9).toNanos());
    assertThat(heard.isFirst(ADA, 7, "one")).isFalse();
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());

    assertThat(heard.isFirst(ADA, 7, "one")).isTrue();
  }

  @Test
  void whatIsOldIsLetGoThoughNothingMoreIsHeard() {
    heard.isFirst(ADA, 7, "one");
    nanos.addAndGet(Duration.ofSeconds(9).toNanos());
    heard.forget();
    assertThat(heard.isEmpty()).isFalse();
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    heard.forget();

    assertThat(heard.isEmpty()).isTrue();
  }
}
