package chat.parley.api.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever holds a secret can be printed without telling it.
class SecretsTest {
  private static final String SECRET = "5ecre7";

  static Stream<Object> holders() {
    return Stream.of(
        new Letter("to", "subject", SECRET, List.of(SECRET)),
        new KeptMail.Item("to", "subject", SECRET, List.of(SECRET), Instant.EPOCH),
        new SmtpSettings("host", 25, "user", SECRET, SmtpSettings.Tls.NONE, Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @MethodSource("holders")
  void aHolderOfASecretIsPrintedWithoutIt(Object holder) {
    assertThat(holder.toString()).isNotBlank().doesNotContain(SECRET);
  }
}
