package chat.parley.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.shared.id.IdGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever holds a secret can be printed without telling it.
class SecretsTest {
  private static final String SECRET = "5ecre7";

  static Stream<Object> holders() {
    return Stream.of(
        new MailToken(SECRET),
        new ProvenPassword(new IdGenerator().user(), SECRET),
        new BcryptHash(SECRET, 10),
        new EmailVerificationController.Confirmation(SECRET),
        new AccountRepository.Credentials(new IdGenerator().user(), SECRET, false));
  }

  @ParameterizedTest
  @MethodSource("holders")
  void aHolderOfASecretIsPrintedWithoutIt(Object holder) {
    assertThat(holder.toString()).isNotBlank().doesNotContain(SECRET);
  }
}
