package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder.BCryptVersion;

/// What may be a password, how it is kept, and what checking one costs. What comes of a login
/// while the password changes is in [LoginRacesIT].
@Isolated("It reads the log of the process.")
class PasswordsIT {
  private static final String REGISTER = "/v1/auth/register";
  private static final String ME = "/v1/users/me";

  private static Database database;
  private static RunningApi api;
  private static Rest nobody;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = api(Map.of());
    nobody = api.rest();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "12345678",
        "iloveyou",
        "QwertyUiop",
        "michelle",
        "PRINCESS1",
        "trustno1",
        // With full-width letters: what they look like counts.
        "ｐａｓｓｗｏｒｄ"
      })
  void aPasswordThatIsGuessedFirstIsRefused(String password) {
    Answer refused = register("common", password);

    assertThat(refused.status()).as("%s", refused).isEqualTo(422);
    assertThat(refused.text("code")).isEqualTo("validation_failed");
    assertThat(refused.text("errors.0.field")).isEqualTo("password");
    assertThat(refused.text("errors.0.code")).isEqualTo("uncommon");
  }

  @Test
  void itIsRefusedAsANewPasswordToo() {
    Person ada = nobody.register("ada");

    Answer refused =
        nobody
            .as(ada)
            .post(
                "/v1/auth/password",
                "{\"current_password\": \"%s\", \"new_password\": \"password1\"}"
                    .formatted(Login.PASSWORD));

    assertThat(refused.status()).as("%s", refused).isEqualTo(422);
    assertThat(refused.text("errors.0.field")).isEqualTo("new_password");
    Login.of(nobody, ada);
  }

  @Test
  void lengthIsCountedInCodePoints() {
    assertThat(register("seven", "😀".repeat(7)).status()).isEqualTo(422);
    assertThat(register("many", "😀".repeat(129)).status()).isEqualTo(422);
    register("eight", "😀".repeat(8)).expect(201);

    Answer longest = register("longest", "😀".repeat(128)).expect(201);

    logIn(longest.text("user.username"), "😀".repeat(128)).expect(200);
    assertThat(logIn(longest.text("user.username"), "😀".repeat(127)).status()).isEqualTo(401);
  }

  @Test
  void whatLooksTheSameIsTheSamePassword() {
    String name = register("composed", "Fürstenfeldbrücke").expect(201).text("user.username");

    logIn(name, "Fu\u0308rstenfeldbru\u0308cke").expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$2A", "$2B", "$2Y"})
  void aPasswordBroughtByAnImportIsHashedAnewAtItsFirstLogin(String version) throws SQLException {
    Person ada = nobody.register("imported");
    setHash(
        ada,
        new BCryptPasswordEncoder(BCryptVersion.valueOf(version), 6).encode("from somewhere else"));

    assertThat(Login.tried(nobody, ada, "from nowhere").status()).isEqualTo(401);
    assertThat(hashedAs(ada, "$2")).isTrue();
    Login.of(nobody, ada, "from somewhere else");

    assertThat(hashedAs(ada, "$argon2id$v=19$m=19456,t=2,p=1$")).isTrue();
    Login.of(nobody, ada, "from somewhere else");
    assertThat(nobody.as(ada).get(ME).status()).as("sessions stay").isEqualTo(200);
  }

  @Test
  void aWeakerArgon2HashIsReplacedToo() throws SQLException {
    Person ada = nobody.register("weak");
    setHash(ada, new Argon2PasswordEncoder(16, 32, 1, 8_192, 1).encode("from somewhere else"));

    Login.of(nobody, ada, "from somewhere else");

    assertThat(hashedAs(ada, "$argon2id$v=19$m=19456,t=2,p=1$")).isTrue();
    Login.of(nobody, ada, "from somewhere else");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "",
        "$2a$31$",
        "$argon2id$",
        "$argon2id$v=19$m=x,t=2,p=1$a$b",
        "{bcrypt}x"
      })
  void aHashOfNoKnownFormFitsNoPasswordAndNobodyIsToldOfItAtEachGuess(String hash)
      throws SQLException {
    Person ada = nobody.register("strange");
    setHash(ada, hash);

    try (LogLines log = new LogLines(Map.of())) {
      Answer refused = Login.tried(nobody, ada, Login.PASSWORD);

      assertThat(refused.status()).as("%s", refused).isEqualTo(401);
      assertThat(refused.text("code")).isEqualTo("invalid_credentials");
      assertThat(log.traces()).isEmpty();
    }
  }

  /// In operations, not in time, which other things on the machine change.
  @Test
  void aWrongGuessCostsTheSameWhoeverItIsFor() throws SQLException {
    Database own = Database.fresh();
    RunningApi.on(own).close();
    try (RunningApi first = RunningApi.on(own)) {
      Person native_ = first.rest().register("native");
      assertThat(cost(first, native_.username())).isEqualTo(new Cost(1, 0));
      assertThat(cost(first, "nobody-at-all")).isEqualTo(new Cost(1, 0));

      Person cheap = first.rest().register("cheap");
      Person dear = first.rest().register("dear");
      setHash(own, cheap, new BCryptPasswordEncoder(4).encode("from somewhere else"));
      setHash(own, dear, new BCryptPasswordEncoder(6).encode("from somewhere else"));
      try (RunningApi second = RunningApi.on(own)) {
        await().until(() -> cost(second, "nobody-at-all").bcrypts() > 0);

        // One of cost 6, or 4 + 4 + 5, which comes to the same: 16 + 16 + 32 = 64 rounds.
        assertThat(cost(second, "nobody-at-all")).isEqualTo(new Cost(1, 1));
        assertThat(cost(second, native_.username())).isEqualTo(new Cost(1, 1));
        assertThat(cost(second, dear.username())).isEqualTo(new Cost(1, 1));
        assertThat(cost(second, cheap.username())).isEqualTo(new Cost(1, 3));
      }
    }
  }

  /// @param argon2s how many were made
  private record Cost(long argon2s, long bcrypts) {}

  private static Cost cost(RunningApi at, String username) {
    long argon2s = hashes(at, "argon2id");
    long bcrypts = hashes(at, "bcrypt");
    logIn(at.rest(), username, "a wrong guess").expect(401);
    return new Cost(hashes(at, "argon2id") - argon2s, hashes(at, "bcrypt") - bcrypts);
  }

  private static long hashes(RunningApi at, String algorithm) {
    return at.bean(MeterRegistry.class)
        .timer("parley.passwords.hash", "algorithm", algorithm)
        .count();
  }

  @Test
  void whoComesWhenTooManyWaitIsToldToComeAgain() throws Exception {
    try (RunningApi busy =
        api(Map.of("parley.passwords.at-once", 1, "parley.passwords.waiting", 2))) {
      String name = busy.rest().register("crowd").username();

      List<Answer> answers = Together.times(24, i -> logIn(busy.rest(), name, Login.PASSWORD));

      assertThat(answers.stream().map(Answer::status)).as("%s", answers).contains(200, 503);
      assertThat(answers.stream().filter(answer -> answer.status() != 200))
          .allSatisfy(
              refused -> {
                assertThat(refused.status()).as("%s", refused).isEqualTo(503);
                assertThat(refused.text("code")).isEqualTo("dependency_unavailable");
                assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow()))
                    .isPositive();
              });
      logIn(busy.rest(), name, Login.PASSWORD).expect(200);
    }
  }

  @Test
  void nobodyWaitsForTheirTurnForEver() {
    try (RunningApi busy =
        api(Map.of("parley.passwords.at-once", 1, "parley.passwords.patience", "1ms"))) {
      Answer refused = logIn(busy.rest(), "whoever", "a password");

      assertThat(refused.status()).as("%s", refused).isEqualTo(503);
    }
  }

  /// Its passwords cost what they do by default.
  private static RunningApi api(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("parley.database.url", database.url());
    all.put("parley.passwords.memory", 19_456);
    all.put("parley.passwords.passes", 2);
    return RunningApi.with(all);
  }

  private static void setHash(Person person, @Nullable String hash) throws SQLException {
    setHash(database, person, hash);
  }

  private static void setHash(Database where, Person person, @Nullable String hash)
      throws SQLException {
    where.change(
        "update accounts set password_hash = '%s' where id = '%s'".formatted(hash, person.id()));
  }

  private static boolean hashedAs(Person person, String prefix) throws SQLException {
    return database.number(
            "select count(*) from accounts where id = '%s' and starts_with(password_hash, '%s')"
                .formatted(person.id(), prefix))
        == 1;
  }

  private static Answer register(String name, String password) {
    String username = name + "-" + Long.toString(System.nanoTime(), 36);
    return nobody.post(
        REGISTER,
        "{\"username\": \"%s\", \"email\": \"%s@example.org\", \"password\": \"%s\"}"
            .formatted(username, username, password));
  }

  private static Answer logIn(String username, String password) {
    return logIn(nobody, username, password);
  }

  private static Answer logIn(Rest rest, String username, String password) {
    return rest.post(
        "/v1/auth/login",
        "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(username, password));
  }
}
