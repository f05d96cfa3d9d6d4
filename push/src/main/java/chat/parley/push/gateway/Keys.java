package chat.parley.push.gateway;

import chat.parley.shared.auth.AccessTokenVerifier;
import chat.parley.shared.auth.PublishedKeys;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Checks access tokens here, by the keys that the api publishes.
@Factory
class Keys {
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Singleton
  AccessTokenVerifier accessTokenVerifier(ApiClient api, Clock clock) {
    return new AccessTokenVerifier(new PublishedKeys(api::keys, System::nanoTime), clock);
  }
}
