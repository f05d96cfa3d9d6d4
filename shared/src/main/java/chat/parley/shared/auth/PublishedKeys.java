package chat.parley.shared.auth;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Public keys that somebody else publishes as a JWK Set (RFC 7517), kept here.
///
/// - They are fetched at the first need, and again when they are no longer [#FRESH]. Then they
///   are used on meanwhile, and while they can't be fetched, for as long as [#LONGEST_OUTAGE].
/// - A key that is not among them makes them be fetched at once, unless that has just been done.
///   So a new key should be published for [#FRESH] before anything is signed with it.
///
/// Invariant: one call at a time, the next one not before [#BETWEEN_CALLS], and after one that
/// failed not before [#AFTER_A_FAILURE], whatever tokens are shown and by how many. A known key
/// never waits for a call.
///
/// Safe for use by many threads. Whoever comes with an unknown key may block for one call.
public final class PublishedKeys implements JWKSource<SecurityContext> {
  static final Duration FRESH = Duration.ofMinutes(5);
  static final Duration LONGEST_OUTAGE = Duration.ofHours(4);
  static final Duration BETWEEN_CALLS = Duration.ofSeconds(30);
  static final Duration AFTER_A_FAILURE = Duration.ofSeconds(2);
  private static final Duration LONGEST_CALL = Duration.ofSeconds(5);

  private final Supplier<? extends CompletionStage<String>> source;
  private final LongSupplier nanoTime;
  private final AtomicReference<@Nullable CompletableFuture<Known>> call = new AtomicReference<>();

  private volatile @Nullable Known known;

  /// When the last call failed; `null` when it succeeded.
  private volatile @Nullable Long failedAt;

  /// @param source asks for the document; may fail in any way
  /// @param nanoTime `System::nanoTime`
  public PublishedKeys(Supplier<? extends CompletionStage<String>> source, LongSupplier nanoTime) {
    this.source = source;
    this.nanoTime = nanoTime;
  }

  /// @throws KeySourceException when nobody can tell now whether there is such a key
  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    Known present = known;
    if (present == null || isOlder(present, LONGEST_OUTAGE)) {
      return selector.select(await(present).keys());
    }
    if (isOlder(present, FRESH) && !hasJustFailed()) {
      fetch(present);
    }
    List<JWK> found = selector.select(present.keys());
    return found.isEmpty() && isOlder(present, BETWEEN_CALLS)
        ? selector.select(await(present).keys())
        : found;
  }

  private Known await(@Nullable Known present) throws KeySourceException {
    if (hasJustFailed()) {
      throw new JWKSetUnavailableException("the keys could not be fetched a moment ago");
    }
    try {
      return fetch(present).get();
    } catch (ExecutionException e) {
      throw new JWKSetUnavailableException("the keys can't be fetched", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JWKSetUnavailableException("interrupted while fetching keys", e);
    }
  }

  /// @param present what the caller found lacking
  private CompletableFuture<Known> fetch(@Nullable Known present) {
    CompletableFuture<Known> mine = new CompletableFuture<>();
    CompletableFuture<Known> others = call.compareAndExchange(null, mine);
    if (others != null) {
      return others;
    }
    Known now = known;
    if (now != null && !now.equals(present)) {
      // Another call came back between the caller's look and here.
      done(mine, now, null);
    } else {
      ask().whenComplete((keys, failure) -> done(mine, keys, failure));
    }
    return mine;
  }

  private CompletableFuture<Known> ask() {
    long began = nanoTime.getAsLong();
    try {
      return source
          .get()
          .thenApply(document -> new Known(parse(document), began))
          .toCompletableFuture()
          .orTimeout(LONGEST_CALL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void done(
      CompletableFuture<Known> mine, @Nullable Known keys, @Nullable Throwable failure) {
    if (keys == null) {
      failedAt = nanoTime.getAsLong();
    } else {
      known = keys;
      failedAt = null;
    }
    call.set(null);
    if (keys == null) {
      mine.completeExceptionally(failure == null ? new IllegalStateException("none") : failure);
    } else {
      mine.complete(keys);
    }
  }

  /// Whoever publishes keys has one: an empty set is somebody else's answer.
  private static JWKSet parse(String document) {
    try {
      JWKSet keys = JWKSet.parse(document);
      if (keys.isEmpty()) {
        throw new CompletionException(new IllegalStateException("no keys are published"));
      }
      return keys;
    } catch (ParseException e) {
      throw new CompletionException(e);
    }
  }

  private boolean isOlder(Known keys, Duration age) {
    return nanoTime.getAsLong() - keys.askedAt() > age.toNanos();
  }

  private boolean hasJustFailed() {
    Long failed = failedAt;
    return failed != null && nanoTime.getAsLong() - failed < AFTER_A_FAILURE.toNanos();
  }

  private record Known(JWKSet keys, long askedAt) {}
}
