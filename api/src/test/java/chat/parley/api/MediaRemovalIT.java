package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that nobody has any more.
class MediaRemovalIT {
  @TempDir static Path folder;

  private static Database database;
  private static RunningApi api;
  private static Rest ada;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api =
        RunningApi.with(
            Map.of(
                "parley.database.url",
                database.url(),
                "parley.storage.folder",
                folder.toString(),
                "parley.media.sweep-interval",
                "100ms",
                "parley.media.orphan-interval",
                "100ms"));
    ada = api.rest().as(api.rest().register("ada"));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void whatIsNotSentWithinADayIsGone() throws SQLException, IOException {
    String room = ada.group();
    String forgotten = upload("forgotten").text("id");
    String sent = upload("sent").text("id");
    ada.post(Rest.messages(room), "{\"attachment_ids\": [\"%s\"]}".formatted(sent)).expect(201);
    String fresh = upload("fresh").text("id");

    database.change(
        "update media set created_at = now() - interval '25 hours' where id <> '%s'"
            .formatted(fresh));

    await().until(() -> ada.get("/v1/media/" + forgotten).status() == 404);
    await().until(() -> !contents().contains("forgotten"));
    ada.get("/v1/media/" + sent).expect(200);
    ada.get("/v1/media/" + fresh).expect(200);
  }

  /// Somebody is always taking away the last of what others bring. Whoever is told that their
  /// file is kept finds it, and in the end nothing is left.
  @Test
  void whoBringsTheSameBytesWhileTheyAreBeingRemovedHasThem() throws Exception {
    for (int round = 0; round < 15; round++) {
      List<Answer> answers =
          Together.times(
              4,
              i -> {
                Answer kept = upload("contested");
                Answer found = ada.get("/v1/media/" + kept.text("id"));
                ada.delete("/v1/media/" + kept.text("id")).expect(204);
                return found;
              });
      assertThat(answers)
          .allSatisfy(
              found -> {
                assertThat(found.status()).isEqualTo(200);
                assertThat(found.body()).isEqualTo("contested");
              });
    }
    await().until(() -> !contents().contains("contested"));
    await().until(() -> database.number("select count(*) from media_removals") == 0);
  }

  /// The same in slow motion: the content is gone when the one who has just found it looks again.
  @Test
  void whoFindsAContentThatIsJustGoingBringsItAnew() throws Exception {
    upload("going");
    CompletableFuture<Answer> second;
    try (Connection remover = database.connect()) {
      remover.setAutoCommit(false);
      String going = "(select id from media_contents where sha256 = sha256('going'))";
      Database.change(remover, "delete from media where content_id in " + going);
      Database.change(remover, "delete from media_contents where id in " + going);
      second = CompletableFuture.supplyAsync(() -> upload("going"));
      database.awaitSomebodyWaitingForALock();

      remover.commit();
    }

    Answer found = ada.get("/v1/media/" + second.join().text("id")).expect(200);
    assertThat(found.body()).isEqualTo("going");
  }

  /// Its process died between the bytes and the row.
  @Test
  void bytesThatNobodyHasAreFound() throws IOException {
    upload("has a row");
    String name = "01890000-0000-7000-8000-000000000000";
    Path orphan = folder.resolve("media/%02x/%s".formatted(name.hashCode() & 0xFF, name));
    Files.createDirectories(orphan.getParent());
    Files.writeString(orphan, "orphan");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
      }
    }

    await().until(() -> Files.notExists(orphan));
    assertThat(contents()).contains("has a row");
  }

  private static List<String> contents() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(MediaRemovalIT::content).toList();
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return ""; // Deleted meanwhile.
    }
  }

  @Test
  void whoDeletesTheirAccountLeavesWhatTheySentAndNothingElse() throws IOException {
    Rest eve = api.rest().as(api.rest().register("eve"));
    Person reader = api.rest().register("bob");
    String sent = upload(eve, "eve sent it").text("id");
    eve.post(Rest.messages(eve.group(reader)), "{\"attachment_ids\": [\"%s\"]}".formatted(sent))
        .expect(201);
    String unsent = upload(eve, "eve did not send it").text("url");

    eve.delete("/v1/users/me", "{\"password\": \"%s\"}".formatted(Login.PASSWORD)).expect(204);

    api.rest().get(unsent).expect(404);
    await().until(() -> !contents().contains("eve did not send it"));
    assertThat(api.rest().as(reader).get("/v1/media/" + sent).expect(200).body())
        .isEqualTo("eve sent it");
  }

  private static Answer upload(String content) {
    return upload(ada, content);
  }

  private static Answer upload(Rest who, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return who.post("/v1/media", Form.TYPE, Form.upload("a.txt", "text/plain", bytes).bytes())
        .expect(201);
  }
}
