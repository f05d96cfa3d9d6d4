package chat.parley.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What people get of what is stored about them.
class ExportIT {
  private static final String EXPORT = "/v1/users/me/export";
  private static final JsonMapper JSON = JsonMapper.createDefault();

  private static Database database;
  private static RoundTrips trips;
  private static RunningApi api;

  private Person ada;
  private Person bob;

  @BeforeAll
  static void start() throws IOException {
    database = Database.fresh();
    trips = new RoundTrips(RunningApi.postgres().port());
    String around =
        database.url().replace(":" + RunningApi.postgres().port() + "/", ":" + trips.port() + "/")
            + (database.url().contains("?") ? "&" : "?")
            + "sslmode=disable&gssEncMode=disable";
    api =
        RunningApi.with(
            Map.of(
                "parley.database.url",
                around,
                // Nothing but the export asks the database anything.
                "parley.sessions.look-interval",
                "1h",
                "parley.sessions.stale-after",
                "1h",
                "parley.outbox.sample-interval",
                "1h",
                "parley.media.removal-interval",
                "1h",
                "parley.outbox.relay-enabled",
                "false"));
  }

  @AfterAll
  static void stop() throws IOException {
    api.close();
    trips.close();
  }

  @BeforeEach
  void register() {
    ada = api.rest().register("ada");
    bob = api.rest().register("bob");
  }

  @Test
  void itHasAllThatIsOnesOwnAndNothingOfOthers() throws IOException, SQLException {
    Rest rest = api.rest().as(ada);
    String room = rest.group(bob);
    String mine = rest.write(room, "first words").expect(201).text("id");
    rest.edit(mine, "better words").expect(200);
    String theirs = api.rest().as(bob).write(room, "words of bob").expect(201).text("id");
    rest.put(Rest.reaction(theirs, "\uD83D\uDC4D")).expect(200);
    rest.put("/v1/messages/" + theirs + "/pin").expect(204);
    String naming = api.rest().as(bob).write(room, "words of bob to @" + ada.username()).text("id");
    rest.post("/v1/conversations/" + room + "/read", "{\"message_id\": \"" + theirs + "\"}")
        .expect(200);
    rest.delete("/v1/messages/" + theirs + "?for=me").expect(204);
    rest.patch("/v1/users/me", "{\"bio\": \"Counts\"}").expect(200);
    String url =
        rest.post(
                "/v1/users/me/avatar",
                Form.TYPE,
                Form.file("file", "image/png", Images.wide("png")).bytes())
            .expect(200)
            .text("avatar_url");
    String left = rest.group();
    new Room(left).leave(rest).expect(204);

    Answer answer = rest.get(EXPORT).expect(200);
    Map<String, byte[]> files = unpack(new ByteArrayInputStream(answer.bytes()));

    assertThat(answer.header("Content-Type")).hasValue("application/zip");
    assertThat(answer.header("Content-Disposition").orElseThrow()).startsWith("attachment");
    assertThat(answer.header("Cache-Control")).hasValue("no-store");
    assertThat(files.keySet())
        .contains(
            "avatar.jpg",
            "audit.json",
            "bans.json",
            "blocks.json",
            "conversations.json",
            "former-conversations.json",
            "friend-requests.json",
            "friends.json",
            "hidden-messages.json",
            "invites.json",
            "mail-orders.json",
            "mentions.json",
            "messages.json",
            "pins.json",
            "profile.json",
            "reactions.json",
            "read-marks.json",
            "reports.json",
            "sessions.json");
    assertThat(text(files, "profile.json"))
        .contains(ada.username() + "@example.org", "\"Counts\"", ada.id());
    assertThat(only(files, "messages.json").get("content")).hasToString("better words");
    assertThat(text(files, "messages.json")).contains("first words");
    assertThat(text(files, "messages.json")).containsPattern("\"created_at\" : \"[^\"]*Z\"");
    assertThat(only(files, "reactions.json").get("message_id")).hasToString(theirs);
    assertThat(only(files, "hidden-messages.json").get("message_id")).hasToString(theirs);
    assertThat(only(files, "pins.json").get("message_id")).hasToString(theirs);
    assertThat(only(files, "mentions.json").get("message_id")).hasToString(naming);
    assertThat(text(files, "conversations.json")).contains(room);
    assertThat(text(files, "former-conversations.json")).contains(left);
    assertThat(text(files, "read-marks.json")).contains(room, "\"read\"");
    assertThat(only(files, "sessions.json").get("id")).hasToString(ada.session());
    assertThat(files.get("avatar.jpg")).isEqualTo(api.rest().get(url).bytes());
    for (String file : files.keySet()) {
      assertThat(text(files, file))
          .doesNotContain("words of bob", bob.username(), "argon2", "token");
    }
  }

  @Test
  void whoHasDoneNothingGetsEmptyLists() throws IOException {
    Map<String, byte[]> files =
        unpack(new ByteArrayInputStream(api.rest().as(ada).get(EXPORT).expect(200).bytes()));

    assertThat(items(files, "messages.json").size()).isZero();
    assertThat(items(files, "read-marks.json").size()).isZero();
    assertThat(files).doesNotContainKey("avatar.jpg");
    api.rest().get(EXPORT).expect(401);
  }

  @Test
  void itHasOnesTiesToOthersAndWhatOneReported() throws IOException, SQLException {
    Rest rest = api.rest().as(ada);
    Ties.befriend(api.rest(), ada, bob);
    Person asked = api.rest().register("asked");
    String request = Ties.ask(rest, asked).expect(201).text("id");
    Person blocked = api.rest().register("blocked");
    Ties.block(rest, blocked).expect(204);
    rest.post("/v1/reports", "{\"user_id\": \"%s\", \"reason\": \"spam\"}".formatted(blocked.id()))
        .expect(201);
    database.change(
        """
        insert into mail_outbox (kind, email, due_at)
        values ('reset', '%s@example.org', now() + interval '1 hour')
        """
            .formatted(ada.username()));

    Map<String, byte[]> mine = unpack(new ByteArrayInputStream(rest.get(EXPORT).bytes()));
    Map<String, byte[]> theirs =
        unpack(new ByteArrayInputStream(api.rest().as(blocked).get(EXPORT).bytes()));

    assertThat(only(mine, "friends.json")).containsEntry("user_id", bob.id());
    assertThat(only(mine, "friend-requests.json"))
        .containsEntry("id", request)
        .containsEntry("user_id", asked.id())
        .containsEntry("requested_by", ada.id());
    assertThat(only(mine, "blocks.json")).containsEntry("user_id", blocked.id());
    assertThat(only(mine, "reports.json"))
        .containsEntry("user_id", blocked.id())
        .containsEntry("reason", "spam");
    assertThat(text(mine, "mail-orders.json")).contains("reset", ada.username());
    assertThat(items(theirs, "blocks.json").size()).isZero();
    assertThat(items(theirs, "reports.json").size()).isZero();
  }

  /// Neither memory nor the database is held for somebody who doesn't read, and 100,000 messages
  /// are read to the last.
  @Test
  void noMoreIsReadThanTheClientTakes() throws Exception {
    writeMany(100_000);
    long stopped;
    try (Socket unread = open()) {
      assertThat(unread.isConnected()).isTrue();
      stopped = settled();
      assertThat(stopped - asked).as("pages that were read for nobody").isLessThan(500);
    }
    assertThat(settled() - stopped).as("it ends with the client").isLessThan(50);
    assertThat(database.number("select count(*) from pg_stat_activity where state like 'idle in%'"))
        .isZero();

    Map<String, byte[]> files =
        unpack(new ByteArrayInputStream(api.rest().as(ada).get(EXPORT).expect(200).bytes()));
    assertThat(items(files, "messages.json").size()).isEqualTo(100_000);
  }

  private long asked;

  private Socket open() throws IOException {
    asked = trips.count();
    Socket socket = new Socket();
    socket.setReceiveBufferSize(64 * 1024);
    socket.connect(new InetSocketAddress(api.host(), api.port()));
    socket
        .getOutputStream()
        .write(
            "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(EXPORT, ada.token())
                .getBytes(StandardCharsets.US_ASCII));
    assertThat(new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII))
        .isEqualTo("HTTP/1.1 200 OK");
    return socket;
  }

  /// How often the database has been asked when nothing has been asked of it for a while.
  private static long settled() {
    AtomicLong last = new AtomicLong(-1);
    await()
        .pollInterval(Duration.ofMillis(700))
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              long now = trips.count();
              return last.getAndSet(now) == now;
            });
    return last.get();
  }

  /// 400 letters each that don't compress.
  private void writeMany(int count) throws SQLException {
    database.change(
        """
        insert into messages (id, conversation_id, seq, sender_id, type, content, created_at)
        select gen_random_uuid(), '%s', i, '%s', 'text',
               (select string_agg(md5(random()::text || i || n), '') from generate_series(1, 12) n),
               now()
          from generate_series(1, %d) i
        """
            .formatted(UUID.randomUUID(), ada.id(), count));
  }

  private static Map<String, byte[]> unpack(InputStream bytes) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(bytes)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }

  private static String text(Map<String, byte[]> files, String name) {
    return new String(requireNonNull(files.get(name), name), StandardCharsets.UTF_8);
  }

  private static JsonNode items(Map<String, byte[]> files, String name) throws IOException {
    JsonNode whole = requireNonNull(JSON.readValue(text(files, name), JsonNode.class));
    return requireNonNull(whole.get("items"));
  }

  private static Map<String, String> only(Map<String, byte[]> files, String name)
      throws IOException {
    JsonNode items = items(files, name);
    assertThat(items.size()).as(text(files, name)).isEqualTo(1);
    Map<String, String> members = new TreeMap<>();
    requireNonNull(items.get(0))
        .entries()
        .forEach(
            member -> {
              if (member.getValue().isString()) {
                members.put(member.getKey(), member.getValue().getStringValue());
              }
            });
    return members;
  }
}
