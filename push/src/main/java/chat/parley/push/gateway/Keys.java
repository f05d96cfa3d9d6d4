package chat.parley.push.gateway;

import chat.parley.shared.auth.AccessTokenVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Checks access tokens here, by the keys that the api publishes: fetched once, kept five minutes,
/// fetched again at an unknown key (at most every 30 s), and used on while the api is away.
@Factory
class Keys {
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration LONGEST_FETCH = Duration.ofSeconds(5);
  private static final Duration LONGEST_OUTAGE = Duration.ofHours(4);

  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Singleton
  AccessTokenVerifier accessTokenVerifier(ApiClient api, Clock clock) {
    return new AccessTokenVerifier(
        JWKSourceBuilder.create(new Fetched(api))
            .cache(KEPT.toMillis(), 2 * LONGEST_FETCH.toMillis())
            .rateLimited(Duration.ofSeconds(30).toMillis())
            .outageTolerant(LONGEST_OUTAGE.toMillis())
            .build(),
        clock);
  }

  private record Fetched(ApiClient api) implements JWKSetSource<SecurityContext> {
    @Override
    public JWKSet getJWKSet(
        JWKSetCacheRefreshEvaluator evaluator, long currentTime, SecurityContext context)
        throws JWKSetUnavailableException {
      try {
        return JWKSet.parse(
            api.keys().toCompletableFuture().get(LONGEST_FETCH.toMillis(), TimeUnit.MILLISECONDS));
      } catch (ExecutionException | TimeoutException | ParseException e) {
        throw new JWKSetUnavailableException("the api's keys can't be fetched", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new JWKSetUnavailableException("interrupted while fetching keys", e);
      }
    }

    @Override
    public void close() {}
  }
}
