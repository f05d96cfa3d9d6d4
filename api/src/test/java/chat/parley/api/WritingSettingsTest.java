package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.filter.FilterSettings;
import chat.parley.api.forward.ForwardSettings;
import chat.parley.api.pin.PinSettings;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.micronaut.context.ApplicationContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What bounds what people write, when nobody sets it.
class WritingSettingsTest {
  @Test
  void aHundredPinsFiveForwardsAndNoPatternThatIsBlocked() throws JOSEException {
    String keys =
        new JWKSet(new ECKeyGenerator(Curve.P_256).keyID("test").generate()).toString(false);
    try (ApplicationContext context =
        ApplicationContext.builder()
            .enableDefaultPropertySources(false)
            .properties(Map.of("parley.auth.signing-keys", keys))
            .build()
            .start()) {
      assertThat(context.getBean(PinSettings.class)).isEqualTo(new PinSettings(100));
      assertThat(context.getBean(ForwardSettings.class)).isEqualTo(new ForwardSettings(5));
      assertThat(context.getBean(FilterSettings.class)).isEqualTo(new FilterSettings(List.of()));
    }
  }
}
