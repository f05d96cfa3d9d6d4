package chat.parley.api.system;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.server.HttpServerConfiguration.CorsConfiguration;
import io.micronaut.http.server.cors.CorsOriginConfiguration;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/// Says in the server's own terms which other origins are let in.
@Singleton
class Cors implements BeanCreatedEventListener<CorsConfiguration> {
  private static final List<String> READABLE =
      List.of(
          RequestIds.HEADER,
          HttpHeaders.RETRY_AFTER,
          "RateLimit",
          "RateLimit-Policy",
          HttpHeaders.LOCATION,
          HttpHeaders.WWW_AUTHENTICATE,
          HttpHeaders.CONTENT_DISPOSITION);

  private final CorsSettings settings;

  Cors(CorsSettings settings) {
    this.settings = settings;
  }

  @Override
  public CorsConfiguration onCreated(BeanCreatedEvent<CorsConfiguration> event) {
    CorsOriginConfiguration others = new CorsOriginConfiguration();
    others.setAllowedOrigins(settings.allowedOrigins());
    others.setExposedHeaders(READABLE);
    // Whoever calls shows a token, which no browser adds by itself.
    others.setAllowCredentials(false);
    others.setMaxAge(settings.maxAge().toSeconds());
    CorsConfiguration configuration = event.getBean();
    configuration.setEnabled(!settings.allowedOrigins().isEmpty());
    configuration.setConfigurations(Map.of("others", others));
    // For the same reason it need not be known whether this host is called localhost.
    configuration.setLocalhostPassThrough(true);
    return configuration;
  }
}
