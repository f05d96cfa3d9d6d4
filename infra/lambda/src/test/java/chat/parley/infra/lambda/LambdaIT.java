package chat.parley.infra.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.lambda.Caller.Reply;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What people and push do, by the function.
class LambdaIT {
  private static final int MEGABYTE = 1024 * 1024;

  private static Deployment system;

  @BeforeAll
  static void start() {
    system = Deployment.shared();
  }

  private static Caller person() throws Exception {
    return Caller.registered(system.api());
  }

  @Test
  void whoIsRegisteredLogsIn() throws Exception {
    Caller person = person();
    String name = person.get("/v1/users/me").json().path("username").asText();
    Reply in =
        Caller.nobody(system.api())
            .post(
                "/v1/auth/login",
                "{\"username\":\"%s\",\"password\":\"correct horse battery\"}".formatted(name));
    assertThat(in.status()).isEqualTo(200);
    assertThat(in.json().path("refresh_token").asText()).isNotEmpty();
  }

  @Test
  void aMessageIsSentOnceAndHeardBySockets() throws Exception {
    Caller ann = person();
    Caller ben = person();
    String room = ann.group(ben);
    try (Ears ears = Ears.of(ben, system.push())) {
      Reply sent = ann.say(room, "good morning");
      Reply again = ann.say(room, "good morning");
      assertThat(sent.status()).isEqualTo(201);
      assertThat(again.status()).isEqualTo(200);
      assertThat(again.json().path("id")).isEqualTo(sent.json().path("id"));
      assertThat(ears.hear("good morning")).contains("message.created");
      assertThat(ben.get("/v1/conversations/" + room + "/messages").json().at("/items").toString())
          .containsOnlyOnce("\"content\":\"good morning\"");
    }
  }

  @Test
  void aCommandOnASocketReachesTheFunction() throws Exception {
    Caller ann = person();
    Caller ben = person();
    String room = ann.group(ben);
    ann.say(room, "read me");
    try (Ears ears = Ears.of(ben, system.push());
        Ears others = Ears.of(ann, system.push())) {
      ears.say(
          "{\"type\":\"receipt.read\",\"id\":\"r\",\"data\":{\"conversation_id\":\"%s\",\"seq\":2}}"
              .formatted(room));
      assertThat(ears.hear("\"ack\"")).contains("\"r\"");
      assertThat(others.hear("receipt.read")).contains(ben.id());
    }
  }

  /// Elsewhere the second would wait for the end of the first one's window.
  @Test
  void receiptsAreHeardThatComeOneRightAfterTheOther() throws Exception {
    Caller ann = person();
    Caller ben = person();
    String room = ann.group(ben);
    ann.say(room, "one");
    ann.say(room, "two");
    try (Ears ears = Ears.of(ann, system.push())) {
      for (int seq = 2; seq <= 3; seq++) {
        Reply read = ben.post("/v1/conversations/" + room + "/read", "{\"seq\":%d}".formatted(seq));
        assertThat(read.status()).as(read.json().toString()).isEqualTo(200);
      }
      assertThat(ears.hear("receipt.read")).contains("\"seq\":2");
      assertThat(ears.hear("receipt.read")).contains("\"seq\":3");
    }
  }

  /// The rows of what was published are gone with the answer: nothing is left to be done then.
  @Test
  void withItsAnswerAMessageIsPublishedAndItsRowGone() throws Exception {
    Caller ann = person();
    String room = ann.group(person());
    for (int i = 0; i < 20; i++) {
      ann.say(room, "number " + i);
      assertThat(system.ask("select count(*) from outbox where conversation_id = '" + room + "'"))
          .isEqualTo("0");
    }
  }

  @Test
  void aPictureComesThroughToTheByte() throws Exception {
    Caller ann = person();
    Reply kept = ann.upload("/v1/media", "image/png", picture(64));
    assertThat(kept.status()).as(kept.json().toString()).isEqualTo(201);

    Reply whole = ann.get(kept.json().path("url").asText());
    Reply small = ann.get(kept.json().path("thumbnail_url").asText());

    assertThat(whole.header("content-type")).isEqualTo("image/png");
    assertThat(whole.body()).hasSize(kept.json().path("size").asInt());
    assertThat(ImageIO.read(new ByteArrayInputStream(whole.body())).getWidth()).isEqualTo(64);
    assertThat(ImageIO.read(new ByteArrayInputStream(small.body()))).isNotNull();
  }

  @Test
  void anyBytesComeThroughWhateverTheyAreCalled() throws Exception {
    Caller ann = person();
    byte[] bytes = zip(70_000);
    Reply kept = ann.upload("/v1/media", "application/zip", bytes);
    assertThat(kept.status()).as(kept.json().toString()).isEqualTo(201);
    String url = kept.json().path("url").asText();

    assertThat(ann.get(url).body()).isEqualTo(bytes);
    Reply part = ann.send("GET", url, new byte[0], List.of("Range", "bytes=10-19"));
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, 10, 20));
  }

  @Test
  void whatIsLargerThanAnAnswerMayBeIsToBeAskedForInParts() throws Exception {
    Caller ann = person();
    byte[] bytes = zip(5 * MEGABYTE);
    // By the other api: such an upload would not have come as far as the function.
    Reply kept = ann.at(system.otherApi()).upload("/v1/media", "application/zip", bytes);
    assertThat(kept.status()).as(kept.json().toString()).isEqualTo(201);
    String url = kept.json().path("url").asText();

    Reply whole = ann.get(url);
    assertThat(whole.status()).isEqualTo(413);
    assertThat(whole.header("content-type")).isEqualTo("application/problem+json");
    assertThat(whole.code()).isEqualTo("payload_too_large");
    assertThat(whole.json().path("trace_id").asText()).isEqualTo(whole.header("x-request-id"));
    Reply part = ann.send("GET", url, new byte[0], List.of("Range", "bytes=0-4194303"));
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.body()).hasSize(4 * MEGABYTE);
  }

  @Test
  void aBodyThatIsNoFileHasTheSameLimitAsElsewhere() throws Exception {
    Caller ann = person();
    String room = ann.group(person());
    Reply reply = ann.say(room, "x".repeat(300_000));
    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.code()).isEqualTo("payload_too_large");
  }

  @Test
  void allThatIsStoredAboutSomebodyComesAsAZip() throws Exception {
    Reply export = person().get("/v1/users/me/export");
    assertThat(export.status()).isEqualTo(200);
    assertThat(new String(export.body(), 0, 2, StandardCharsets.US_ASCII)).isEqualTo("PK");
  }

  @Test
  void theWebClientIsServed() throws Exception {
    Caller nobody = Caller.nobody(system.api());
    Reply page = nobody.get("/");
    Caller other = Caller.nobody(system.otherApi());
    assertThat(page.header("content-type")).startsWith("text/html");
    assertThat(page.body()).isEqualTo(other.get("/").body());
    assertThat(nobody.get("/docs/assets/redoc.standalone.js").body())
        .isEqualTo(other.get("/docs/assets/redoc.standalone.js").body());
  }

  @Test
  void healthIsToldAndFiguresAreNot() throws Exception {
    Caller nobody = Caller.nobody(system.api());
    assertThat(nobody.get("/health/readiness").status()).isEqualTo(200);
    assertThat(nobody.get("/health").json().path("status").asText()).isEqualTo("UP");
    assertThat(nobody.get("/prometheus").status()).isEqualTo(404);
  }

  @Test
  void internalCallsNeedTheCredential() throws Exception {
    Caller nobody = Caller.nobody(system.api());
    String path = "/internal/v1/outbox/relay";
    assertThat(nobody.post(path, "").status()).isEqualTo(401);
    assertThat(person().post(path, "").status()).isEqualTo(401);
    assertThat(
            nobody
                .send(
                    "POST",
                    path,
                    new byte[0],
                    List.of("Parley-Service-Credential", system.credential()))
                .status())
        .isEqualTo(200);
  }

  /// With so many bytes in it that mean nothing.
  private static byte[] zip(int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(5).nextBytes(bytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("bytes"));
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] picture(int width) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BufferedImage image = new BufferedImage(width, 48, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < width; x++) {
      image.setRGB(x, x % 48, 0xff8800 + x);
    }
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
