package chat.parley.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.parley.infra.dev.Secrets;
import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import chat.parley.infra.dev.Storage;
import chat.parley.infra.stores.Folders;
import chat.parley.infra.stores.PostgresStore;
import chat.parley.infra.stores.RedisStore;
import chat.parley.system.RestClient.Person;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Goes through `infra/operations/backup.md`: a system in use is backed up by the commands of
/// that page, goes on, is destroyed, restored by them, and people come back to it.
///
/// On the PostgreSQL of the system's packages: those from Maven have no `pg_dump`.
class BackupIT {
  private static final byte[] FILE = "what was attached".getBytes(StandardCharsets.UTF_8);
  private static final Secrets SECRETS = Secrets.fresh();

  /// The oldest that Parley runs on.
  private static final int OLDEST = 15;

  private static Path binaries;

  @TempDir Path folder;

  @BeforeAll
  static void findPostgres() throws IOException {
    Optional<Path> found = installed();
    assumeTrue(
        found.isPresent(),
        "SKIPPED: no PostgreSQL with pg_dump in /usr/lib/postgresql (Debian: postgresql-15 or later)");
    binaries = found.orElseThrow();
  }

  /// The newest.
  private static Optional<Path> installed() throws IOException {
    Path versions = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(versions)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(versions)) {
      return all.filter(version -> Files.isExecutable(version.resolve("bin/pg_dump")))
          .filter(version -> Files.isExecutable(version.resolve("bin/postgres")))
          .filter(version -> major(version) >= OLDEST)
          .max(Comparator.comparingInt(BackupIT::major))
          .map(version -> version.resolve("bin"));
    }
  }

  private static int major(Path version) {
    return Integer.parseInt(version.getFileName().toString());
  }

  @Test
  void whatWasBackedUpIsThereAgainGoesOnWithoutAHoleAndWhoHadSeenMoreIsTold() throws Exception {
    Guide guide = Guide.of("backup.md");
    Path files = folder.resolve("files");
    Before before;
    PostgresStore postgres = PostgresStore.temporary(binaries);
    try (Stack stack = start(postgres, files)) {
      before = live(stack);
      guide.run("Making one", environment(postgres, files), folder);
      say(stack, before.ada(), before.room(), "lost 1", "lost 2", "lost 3");
    }
    Folders.delete(files);

    PostgresStore restored = PostgresStore.temporary(binaries);
    guide.run("Restoring", environment(restored, files), folder);
    try (Stack stack = start(restored, files)) {
      assertTheSame(stack, before);
      assertPeopleComeBack(stack, before);
    }
  }

  /// @param seen the messages when the backup was made, as the api tells of them
  private record Before(Person ada, Person bob, String room, String file, JsonNode seen) {
    long lastSeq() {
      JsonNode items = seen.get("items");
      return items.get(items.size() - 1).get("seq").asLong();
    }
  }

  private static Before live(Stack stack) throws IOException {
    RestClient api = api(stack);
    Person ada = api.register("ada");
    Person bob = api.register("bob");
    String room = new Rooms(List.of(ada, bob)).open(api, List.of(ada, bob));
    String file =
        RestClient.expect(201, api.upload("/v1/media", ada.token(), "text/plain", FILE))
            .get("id")
            .asText();
    RestClient.expect(
        201,
        api.post(
            "/v1/conversations/" + room + "/messages",
            ada.token(),
            Map.of("content", "see this", "client_id", "c-file", "attachment_ids", List.of(file))));
    say(stack, ada, room, "one", "two", "three");
    return new Before(ada, bob, room, file, messages(stack, ada, room));
  }

  private static void assertTheSame(Stack stack, Before before) throws IOException {
    Person ada = login(stack, before.ada());

    assertThat(messages(stack, ada, before.room())).isEqualTo(before.seen());
    assertThat(api(stack).get("/v1/media/" + before.file(), ada.token()).body())
        .isEqualTo(new String(FILE, StandardCharsets.UTF_8));
  }

  private static void assertPeopleComeBack(Stack stack, Before before) {
    int push = stack.pushes().getFirst().port();
    assertThat(Upgrade.statusOf(push, before.bob().token())).isEqualTo(401);
    assertThat(api(stack).get("/v1/users/me", before.bob().token()).statusCode()).isEqualTo(401);
    Person bob = login(stack, before.bob());
    long last = before.lastSeq();
    try (SocketClient ahead =
            SocketClient.resuming(push, bob.token(), Map.of(before.room(), last + 3));
        SocketClient behind =
            SocketClient.resuming(push, bob.token(), Map.of(before.room(), last - 2))) {
      assertThat(reset(ahead)).containsExactly(before.room());
      assertThat(reset(behind)).isEmpty();

      say(stack, login(stack, before.ada()), before.room(), "new");

      await().untilAsserted(() -> assertThat(numbers(ahead)).containsExactly(last + 1));
      await()
          .untilAsserted(
              () -> assertThat(numbers(behind)).containsExactly(last - 1, last, last + 1));
    }
  }

  private static List<String> reset(SocketClient socket) {
    JsonNode resumed =
        await()
            .until(
                () ->
                    socket.heard().stream()
                        .filter(frame -> frame.type().equals("resumed"))
                        .findFirst(),
                Optional::isPresent)
            .orElseThrow()
            .frame();
    return Stream.of(RestClient.JSON.convertValue(resumed.at("/data/reset"), String[].class))
        .toList();
  }

  private static List<Long> numbers(SocketClient socket) {
    return socket.heard().stream()
        .map(SocketClient.Heard::frame)
        .filter(frame -> frame.hasNonNull("seq"))
        .map(frame -> frame.get("seq").asLong())
        .toList();
  }

  private static void say(Stack stack, Person who, String room, String... texts) {
    for (String text : texts) {
      RestClient.expect(
          201,
          api(stack)
              .post(
                  "/v1/conversations/" + room + "/messages",
                  who.token(),
                  Map.of("content", text, "client_id", "c-" + text)));
    }
  }

  /// The oldest first; without the signatures of files' addresses, which are made anew each time.
  private static JsonNode messages(Stack stack, Person who, String room) throws IOException {
    JsonNode page =
        RestClient.expect(
            200, api(stack).get("/v1/conversations/" + room + "/messages?limit=100", who.token()));
    return RestClient.JSON.readTree(
        page.toString().replaceAll("expires=[0-9]+&signature=[^\"]+", "signed"));
  }

  private static Person login(Stack stack, Person who) {
    JsonNode answer =
        RestClient.expect(
            200,
            api(stack)
                .post(
                    "/v1/auth/login",
                    "",
                    Map.of("username", who.username(), "password", RestClient.PASSWORD)));
    return new Person(who.id(), who.username(), answer.get("access_token").asText());
  }

  private static RestClient api(Stack stack) {
    return RestClient.on(stack.apis().getFirst().port());
  }

  private Stack start(PostgresStore postgres, Path files) {
    StackOptions some = StackOptions.temporary();
    return Stack.start(
        new StackOptions(
            new Storage.Given(postgres, RedisStore.temporary(), files),
            some.apis(),
            some.pushes(),
            SECRETS,
            folder.resolve("log"),
            some.routes(),
            some.environment()));
  }

  private Map<String, String> environment(PostgresStore postgres, Path files) {
    return Map.of(
        "PATH", binaries + ":" + System.getenv("PATH"),
        "PGHOST", "127.0.0.1",
        "PGPORT", Integer.toString(postgres.port()),
        "PGUSER", postgres.username(),
        "PGPASSWORD", postgres.password(),
        "PGDATABASE", "parley",
        "FILES", files.toString(),
        "BACKUP", folder.resolve("backup").toString());
  }
}
