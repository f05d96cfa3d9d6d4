package chat.parley.api;

import ch.qos.logback.classic.Level;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.Map;

/// Settings as they are bound, without an `application.yml` and without a server.
final class Configured {
  static final String CREDENTIAL = "a credential of thirty-two characters";

  private Configured() {}

  /// @param settings besides the secrets, which have no defaults
  static ApplicationContext with(Map<String, Object> settings) {
    Map<String, Object> all =
        new HashMap<>(
            Map.of(
                "parley.auth.signing-keys",
                new JWKSet(key("test")).toString(false),
                "parley.internal.credential",
                CREDENTIAL));
    all.putAll(settings);
    return ApplicationContext.builder()
        .enableDefaultPropertySources(false)
        .properties(all)
        .build()
        .start();
  }

  static ECKey key(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The api's scheduled tasks have no database here, and say so.
  static LogLines hushed() {
    return new LogLines(Map.of("io.micronaut.scheduling.DefaultTaskExceptionHandler", Level.OFF));
  }
}
