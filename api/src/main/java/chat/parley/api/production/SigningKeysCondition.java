package chat.parley.api.production;

import chat.parley.shared.production.Condition;
import chat.parley.shared.production.Finding;
import chat.parley.shared.production.Required;
import chat.parley.shared.production.Settings;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.util.Set;
import java.util.stream.Stream;

/// Whoever has a signing key is anybody. So none may be one that is printed somewhere, not even
/// one that only verifies.
final class SigningKeysCondition implements Condition {
  private static final String KEYS = "parley.auth.signing-keys";
  private static final String REMEDY =
      "Make a key of your own; api/RATIONALE.md, 'Signing keys', says how";

  /// By the `x` of their public part.
  private static final Set<String> PUBLISHED =
      Set.of(
          // RFC 7515, appendix A.3.
          "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
          // RFC 7517, appendix A.
          "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
          // The one that jwt.io signs its example of ES256 with.
          "EVs_o5-uQbTjL3chynL4wXgUg2R9q9UU8I5mEovUf84");

  @Override
  public Stream<Finding> findings(Settings settings) {
    return Required.text(settings, KEYS, REMEDY, SigningKeysCondition::findings);
  }

  private static Stream<Finding> findings(String text) {
    try {
      return JWKSet.parse(text).getKeys().stream().anyMatch(SigningKeysCondition::isPublished)
          ? refusal("has a key whose private part is printed in an example")
          : Stream.empty();
    } catch (ParseException e) {
      // Without the cause, which quotes what it could not read.
      return refusal("is no JWK set");
    }
  }

  private static boolean isPublished(JWK key) {
    return key instanceof ECKey curve && PUBLISHED.contains(curve.getX().toString());
  }

  private static Stream<Finding> refusal(String problem) {
    return Stream.of(new Finding.Refusal(KEYS, problem, REMEDY));
  }
}
