package chat.parley.shared.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuessableTest {
  private static final int LEAST = 32;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "too short",
        "change-me-change-me-change-me-change-me",
        "this-is-a-very-long-secret-for-development",
        "your-internal-service-credential-goes-here",
        "please replace this default password in production",
        "00000000000000000000000000000000",
        "0123456789abcdef0123456789abcdef",
        "0123456789abcdefghijklmnopqrstuvwxyz",
        "k7Qp2vX9k7Qp2vX9k7Qp2vX9k7Qp2vX9",
        "xyxyyxxyzzyxxyzxyzzyxyxyxzzyxyzyxzyx",
      })
  void whatPeopleTypeIsObjectedTo(String secret) {
    assertThat(Guessable.why(secret, LEAST)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"k7Qp2vX9mB4tRz8w-SECRET-part", "correct horse battery staple"})
  void theReasonHoldsNothingOfIt(String secret) {
    assertThat(Guessable.why(secret, LEAST).orElseThrow())
        .doesNotContainIgnoringCase(secret.substring(0, 4))
        .doesNotContain("SECRET", "horse");
  }

  /// Bytes from [java.security.SecureRandom] would make a failure that nobody can repeat.
  @Property
  void whatMachinesMakeIsNot(@ForAll long seed) {
    byte[] bytes = new byte[32];
    new java.util.Random(seed).nextBytes(bytes);

    assertThat(Guessable.why(Base64.getEncoder().encodeToString(bytes), LEAST)).isEmpty();
    assertThat(Guessable.why(HexFormat.of().formatHex(bytes), LEAST)).isEmpty();
    assertThat(Guessable.why(HexFormat.of().formatHex(bytes, 0, 16), LEAST)).isEmpty();
  }

  /// Whatever somebody sets, it is looked at and not tripped over.
  @Property
  void anyTextHasAnAnswer(@ForAll String secret) {
    assertThat(Guessable.why(secret, LEAST))
        .satisfiesAnyOf(
            why -> assertThat(why).isEmpty(), why -> assertThat(why.orElseThrow()).isNotBlank());
  }
}
