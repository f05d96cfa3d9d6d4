package chat.parley.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.account.NewAccount;
import chat.parley.api.account.ProvenPassword;
import chat.parley.api.user.ChosenStatus;
import chat.parley.api.user.Me;
import chat.parley.shared.id.IdGenerator;
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
    IdGenerator ids = new IdGenerator();
    Sessions.Tokens tokens = new Sessions.Tokens(SECRET, SECRET, 900, ids.session());
    Me me =
        new Me(
            ids.user(),
            "ada",
            "Ada",
            null,
            null,
            ChosenStatus.ONLINE,
            null,
            null,
            false,
            false,
            Instant.EPOCH,
            "ada@example.org",
            false,
            "user");
    return Stream.of(
        new AuthSettings(SECRET, Duration.ofMinutes(1), Duration.ofDays(1), Duration.ofSeconds(1)),
        new RegisterRequest("ada", "ada@example.org", SECRET, "Ada"),
        new LoginRequest("ada", null, SECRET, null),
        new LogoutRequest(SECRET),
        new RefreshRequest(SECRET),
        new ProvenPassword(ids.user(), SECRET),
        new PasswordRequest(SECRET, SECRET),
        new LoginForm(List.of("ada"), List.of(SECRET), null),
        new NewAccount("ada", "ada@example.org", SECRET, null),
        new RefreshToken(SECRET),
        tokens,
        LoggedIn.of(me, tokens));
  }

  @ParameterizedTest
  @MethodSource("holders")
  void aHolderOfASecretIsPrintedWithoutIt(Object holder) {
    assertThat(holder.toString()).isNotBlank().doesNotContain(SECRET);
  }
}
