package chat.parley.shared.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PublishedKeysTest {
  private static final ECKey OLD = newKey("old");
  private static final ECKey NEW = newKey("new");

  private final AtomicLong now = new AtomicLong(1);
  private final AtomicInteger calls = new AtomicInteger();
  private CompletableFuture<String> answer = document(OLD);
  private final PublishedKeys keys =
      new PublishedKeys(
          () -> {
            calls.incrementAndGet();
            return answer;
          },
          now::get);

  @Test
  void theyAreFetchedOnceAndUsedAsLongAsTheyAreFresh() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertThat(named("old")).containsExactly("old");
    }
    pass(PublishedKeys.FRESH);
    assertThat(named("old")).containsExactly("old");

    assertThat(calls).hasValue(1);
  }

  @Test
  void aNewKeyIsFoundAtItsFirstTokenAndTheOldOneGoesOn() throws Exception {
    named("old");
    answer = document(OLD, NEW);
    pass(PublishedKeys.BETWEEN_CALLS.plusNanos(1));

    assertThat(named("new")).containsExactly("new");
    assertThat(named("old")).containsExactly("old");
    assertThat(calls).hasValue(2);
  }

  @Test
  void aFloodOfUnknownKeysIsOneCallInThirtySeconds() throws Exception {
    named("old");
    for (int second = 0; second < 600; second++) {
      for (int i = 0; i < 20; i++) {
        assertThat(named("made-up-" + i)).isEmpty();
        assertThat(named("old")).isNotEmpty();
      }
      pass(Duration.ofSeconds(1));
    }

    assertThat(calls.get()).isLessThanOrEqualTo(1 + 600 / 30);
  }

  @Test
  void aHundredAtOnceWaitForOneCall() throws Exception {
    CompletableFuture<String> slow = new CompletableFuture<>();
    answer = slow;
    CountDownLatch under = new CountDownLatch(100);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<String>>> all = new ArrayList<>();
      for (int i : IntStream.range(0, 100).toArray()) {
        all.add(
            threads.submit(
                () -> {
                  under.countDown();
                  return named(i % 2 == 0 ? "old" : "made-up");
                }));
      }
      under.await();
      slow.complete(document(OLD).join());

      for (int i = 0; i < 100; i++) {
        assertThat(all.get(i).get()).hasSize(1 - i % 2);
      }
    }
    assertThat(calls).hasValue(1);
  }

  @Test
  void whoeverHasAKnownKeyNeverWaitsForACall() throws Exception {
    named("old");
    pass(PublishedKeys.FRESH.plusNanos(1));
    CompletableFuture<String> slow = new CompletableFuture<>();
    answer = slow;

    assertThat(named("old")).containsExactly("old");
    assertThat(named("old")).containsExactly("old");
    assertThat(calls).as("asked meanwhile, once").hasValue(2);

    slow.complete(document(NEW).join());
    assertThat(named("old")).as("withdrawn").isEmpty();
    assertThat(named("new")).containsExactly("new");
    assertThat(calls).hasValue(2);
  }

  @Test
  void whileTheyCannotBeFetchedKnownOnesAreGoodForHoursAndOfOthersNobodyCanTell() throws Exception {
    named("old");
    answer = CompletableFuture.failedFuture(new IllegalStateException("away"));
    for (int minute = 0; minute < 240; minute += 10) {
      assertThat(named("old")).containsExactly("old");
      assertUnavailable(minute == 0 ? "old-not-yet-asked-for" : "new", minute > 0);
      pass(Duration.ofMinutes(10));
    }
    pass(Duration.ofMinutes(10));

    assertUnavailable("old", true);
  }

  @Test
  void anAwayPublisherIsAskedEveryTwoSecondsAtMostAndFoundBackSoon() throws Exception {
    answer = CompletableFuture.failedFuture(new IllegalStateException("away"));
    for (int i = 0; i < 100; i++) {
      assertUnavailable("old", true);
      pass(Duration.ofMillis(100));
    }
    assertThat(calls.get()).isLessThanOrEqualTo(5);
    answer = document(OLD);
    pass(PublishedKeys.AFTER_A_FAILURE);

    assertThat(named("old")).containsExactly("old");
  }

  @Test
  void whatIsNoSetOfKeysDoesNotReplaceOne() throws Exception {
    named("old");
    for (String nonsense : List.of("<html>", "{\"keys\": []}", "null", "")) {
      answer = CompletableFuture.completedFuture(nonsense);
      pass(PublishedKeys.FRESH.plusNanos(1));
      assertThat(named("old")).as(nonsense).containsExactly("old");
      assertThat(named("old")).as(nonsense).containsExactly("old");
    }
  }

  @Test
  void aCallThatCannotEvenBeMadeIsAFailureLikeOthers() {
    PublishedKeys broken =
        new PublishedKeys(
            () -> {
              throw new IllegalStateException("no client");
            },
            now::get);

    assertThatThrownBy(() -> broken.get(selector("old"), null))
        .isInstanceOf(KeySourceException.class);
  }

  private void assertUnavailable(String name, boolean expected) throws Exception {
    if (expected) {
      assertThatThrownBy(() -> named(name)).isInstanceOf(KeySourceException.class);
    } else {
      // The keys have just been fetched, so it is certain that there is no such key.
      assertThat(named(name)).isEmpty();
    }
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private List<String> named(String id) throws KeySourceException {
    return keys.get(selector(id), null).stream().map(JWK::getKeyID).toList();
  }

  private static JWKSelector selector(String id) {
    return new JWKSelector(new JWKMatcher.Builder().keyID(id).build());
  }

  private static CompletableFuture<String> document(ECKey... all) {
    return CompletableFuture.completedFuture(
        new JWKSet(List.<JWK>of(all)).toPublicJWKSet().toString());
  }

  private static ECKey newKey(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }
}
