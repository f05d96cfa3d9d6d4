package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pictures of people. What is none is refused: [AvatarUploadIT].
class AvatarIT {
  private static final String MINE = "/v1/users/me/avatar";

  @TempDir static Path folder;

  private static Database database;
  private static RunningApi api;

  private Person ada;
  private Rest rest;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = with(Map.of());
  }

  private static RunningApi with(Map<String, Object> more) {
    Map<String, Object> settings =
        new java.util.HashMap<>(
            Map.of(
                "parley.database.url", database.url(), "parley.storage.folder", folder.toString()));
    settings.putAll(more);
    return RunningApi.with(settings);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void register() {
    ada = api.rest().register("ada");
    rest = api.rest().as(ada);
  }

  @Test
  void anImageIsCutSquareAndServedInTwoSizesToAnybody() throws IOException {
    for (String format : List.of("png", "jpeg", "gif")) {
      Answer me = set(Images.wide(format), "image/" + format).expect(200);
      String url = me.text("avatar_url");
      assertThat(url).matches("/v1/avatars/u[0-9a-f]{32}\\.jpg");
      assertThat(me.text("email")).isNotEmpty();

      Answer large = api.rest().get(url).expect(200);
      Answer small = api.rest().get(url + "?size=64").expect(200);

      assertSquare(large, 512);
      assertSquare(small, 64);
      assertThat(large.header("Content-Type")).hasValue("image/jpeg");
      assertThat(large.header("Cache-Control")).hasValue("public, max-age=31536000, immutable");
      assertThat(large.header("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(large.header("ETag")).isNotEqualTo(small.header("ETag"));
    }
    assertThat(rest.get("/v1/users/" + ada.id()).text("avatar_url"))
        .isEqualTo(rest.get("/v1/users/me").text("avatar_url"));
  }

  private static void assertSquare(Answer answer, int side) throws IOException {
    BufferedImage image = Images.decode(answer.bytes());
    assertThat(image.getWidth()).isEqualTo(side);
    assertThat(image.getHeight()).isEqualTo(side);
    assertThat(Images.colour(image, side / 2, side / 8)).as("above").isEqualTo('r');
    assertThat(Images.colour(image, side / 8, side - side / 8)).as("below").isEqualTo('b');
  }

  @Test
  void webpIsReadToo() throws IOException {
    String url = set(Images.WEBP, "image/webp").expect(200).text("avatar_url");

    assertThat(Images.decode(api.rest().get(url).expect(200).bytes()).getWidth()).isEqualTo(512);
  }

  @Test
  void whatIsTransparentStaysSo() throws IOException {
    String url = set(Images.transparent(), "image/png").expect(200).text("avatar_url");

    Answer answer = api.rest().get(url).expect(200);
    assertThat(url).endsWith(".png");
    assertThat(answer.header("Content-Type")).hasValue("image/png");
    assertThat(Images.decode(answer.bytes()).getRGB(500, 256) >>> 24).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png"})
  void itStandsUprightHoweverTheCameraWasHeldAndNothingElseIsKept(String format)
      throws IOException {
    // Where the red half is after turning it upright.
    Map<Integer, String> expected =
        Map.of(
            1, "top", 2, "top", 3, "bottom", 4, "bottom", 5, "left", 6, "right", 7, "right", 8,
            "left");
    for (Map.Entry<Integer, String> each : expected.entrySet()) {
      byte[] held = Images.held(Images.wide(format), format, each.getKey());
      assertThat(new String(held, StandardCharsets.ISO_8859_1)).contains("here I live");

      String url = set(held, "image/" + format).expect(200).text("avatar_url");
      byte[] bytes = api.rest().get(url).expect(200).bytes();

      assertThat(redHalf(Images.decode(bytes))).as("%s", each).isEqualTo(each.getValue());
      assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
          .doesNotContain("here I live")
          .doesNotContain("Exif");
    }
  }

  private static String redHalf(BufferedImage image) {
    if (Images.colour(image, 256, 64) == 'r' && Images.colour(image, 256, 448) == 'b') {
      return "top";
    }
    if (Images.colour(image, 256, 448) == 'r' && Images.colour(image, 256, 64) == 'b') {
      return "bottom";
    }
    return Images.colour(image, 64, 256) == 'r' ? "left" : "right";
  }

  @Test
  void anAddressIsGoodForEverAndAskedForAgainOnlyByItsTag() throws IOException {
    String url = set(Images.wide("png"), "image/png").expect(200).text("avatar_url");
    String tag = api.rest().get(url).expect(200).header("ETag").orElseThrow();

    for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
      Answer same = api.rest().get(url, Map.of("If-None-Match", known)).expect(304);
      assertThat(same.bytes()).isEmpty();
      assertThat(same.header("ETag")).hasValue(tag);
    }
    api.rest().get(url, Map.of("If-None-Match", "\"other\"")).expect(200);
    api.rest().get(url + "?size=100").expect(422);
    api.rest().get(url + "?size=small").expect(400);
    for (String none :
        List.of("u00112233445566778899aabbccddeeff.jpg", "x", "..%2F..%2Fetc%2Fpasswd", "%00")) {
      api.rest().get("/v1/avatars/" + none).expect(404);
    }
  }

  @Test
  void whatIsReplacedOrTakenAwayIsGoneAndOthersHearOfIt() throws IOException {
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      String first = set(Images.wide("png"), "image/png").expect(200).text("avatar_url");
      String second = set(Images.wide("png"), "image/png").expect(200).text("avatar_url");

      assertThat(second).isNotEqualTo(first);
      api.rest().get(first).expect(404);
      api.rest().get(first + "?size=64").expect(404);
      api.rest().get(second).expect(200);

      rest.delete(MINE).expect(204);
      rest.delete(MINE).expect(204);
      api.rest().get(second).expect(404);
      assertThat(rest.get("/v1/users/me").at("avatar_url").isNull()).isTrue();

      List<Heard.Message> news = heard.on("parley:u:" + ada.id(), 3);
      assertThat(news).hasSize(3);
      assertThat(news.get(1).json()).contains("user.updated", second);
      assertThat(news.get(2).json()).contains("\"avatar_url\":null");
    }
  }

  @Test
  void ofManyAtOnceOneIsLeft() throws Exception {
    byte[] image = Images.wide("jpeg");
    long before = pictures().size();

    List<String> urls =
        Together.times(8, i -> set(image, "image/jpeg").expect(200).text("avatar_url"));

    String left = rest.get("/v1/users/me").text("avatar_url");
    assertThat(urls).contains(left);
    assertThat(pictures()).as("two sizes of one").hasSize((int) before + 2);
  }

  /// Left behind by a process that died between keeping a picture and saying whose it is, or
  /// between replacing it and deleting it.
  @Test
  void whatNobodyHasIsSweptAndWhatSomebodyHasIsNot() throws IOException, SQLException {
    String lost = set(Images.wide("png"), "image/png").expect(200).text("avatar_url");
    database.change("update accounts set avatar_url = null where id = '" + ada.id() + "'");
    String had = set(Images.wide("png"), "image/png").expect(200).text("avatar_url");
    Path foreign = folder.resolve("avatars").resolve("00").resolve("64-x0123.jpg");
    Files.createDirectories(foreign.getParent());
    Files.writeString(foreign, "of a kind that this version doesn't know");

    try (RunningApi sweeping =
        with(Map.of("parley.avatars.orphan-age", "0s", "parley.avatars.sweep-interval", "200ms"))) {
      await().until(() -> sweeping.rest().get(lost).status() == 404);
      await().until(() -> sweeping.rest().get(lost + "?size=64").status() == 404);
      sweeping.rest().get(had).expect(200);
    }
    assertThat(foreign).exists();
    Files.delete(foreign);
  }

  @Test
  void aStorageThatFailsIsNotTheFaultOfTheClient() throws IOException {
    Path file = Files.createTempFile(folder, "no-folder", "");
    try (RunningApi broken = with(Map.of("parley.storage.folder", file.toString()))) {
      Answer refused =
          rest.at(broken)
              .post(MINE, Form.TYPE, Form.file("file", "image/png", Images.wide("png")).bytes())
              .expect(503);

      assertThat(refused.text("code")).isEqualTo("dependency_unavailable");
    }
    Files.delete(file);
  }

  private Answer set(byte[] image, String type) {
    return rest.post(MINE, Form.TYPE, Form.file("file", type, image).bytes());
  }

  private static List<Path> pictures() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder.resolve("avatars"))) {
      all.filter(Files::isRegularFile).forEach(files::add);
    } catch (java.nio.file.NoSuchFileException e) {
      return files;
    }
    return files;
  }
}
