package chat.parley.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import io.micronaut.json.tree.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages that carry files.
class AttachmentsIT {
  private static RunningApi api;
  private static Heard heard;

  private Person adaHerself;
  private Rest ada;
  private Rest bob;
  private String room;

  @BeforeAll
  static void start() {
    api = RunningApi.onANewDatabase();
    heard = new Heard(RunningApi.redis().uri());
  }

  @AfterAll
  static void stop() {
    heard.close();
    api.close();
  }

  @BeforeEach
  void meet() {
    adaHerself = api.rest().register("ada");
    Person bobHimself = api.rest().register("bob");
    ada = api.rest().as(adaHerself);
    bob = api.rest().as(bobHimself);
    room = ada.group(bobHimself);
  }

  @Test
  void filesAreSentInTheOrderOfTheirIdsAndEverybodySeesThem() {
    String one = uploaded("one.txt");
    String two = uploaded("two.txt");

    Answer sent = send("\"content\": \" see \", ", two, one).expect(201);

    assertThat(sent.text("type")).isEqualTo("file");
    assertThat(sent.text("content")).isEqualTo("see");
    assertThat(names(sent.whole())).containsExactly("two.txt", "one.txt");
    for (Answer seen :
        List.of(
            ada.get("/v1/messages/" + sent.text("id")),
            bob.get("/v1/messages/" + sent.text("id")))) {
      assertThat(names(seen.whole())).containsExactly("two.txt", "one.txt");
    }
    assertThat(names(bob.get(Rest.messages(room)).items().getLast()))
        .containsExactly("two.txt", "one.txt");
    assertThat(names(bob.get("/v1/conversations/" + room).at("last_message")))
        .containsExactly("two.txt", "one.txt");
    Answer log = bob.get("/v1/conversations/" + room + "/events").expect(200);
    assertThat(names(log.at("items." + (log.items().size() - 1) + ".data")))
        .containsExactly("two.txt", "one.txt");
    String frame = heard.durable("parley:c:" + room, 1).getLast().json();
    assertThat(frame).contains("two.txt").contains("signature=");
  }

  @Test
  void filesNeedNoText() {
    Answer sent = send("", uploaded("a.txt")).expect(201);
    assertThat(sent.at("content").isNull()).isTrue();
    Answer blank = send("\"content\": \"  \", ", uploaded("b.txt")).expect(201);
    assertThat(blank.at("content").isNull()).isTrue();
  }

  @Test
  void whatHadNoTextMayBeGivenOne() {
    String message = "/v1/messages/" + send("", uploaded("a.txt")).expect(201).text("id");

    Answer named = ada.patch(message, "{\"content\": \"look\"}").expect(200);

    assertThat(named.text("content")).isEqualTo("look");
    assertThat(names(named.whole())).containsExactly("a.txt");
    assertThat(bob.get(message + "/edits").items()).isEmpty();
    ada.patch(message, "{\"content\": \"look here\"}").expect(200);
    assertThat(bob.get(message + "/edits").text("items.0.content")).isEqualTo("look");
    assertThat(names(bob.get(message).whole())).containsExactly("a.txt");
  }

  @Test
  void whatHasNoTextIsAnsweredAndForwarded() {
    String file = send("", uploaded("a.txt")).expect(201).text("id");

    Answer answer =
        bob.post(
                Rest.messages(room),
                "{\"content\": \"thanks\", \"reply_to\": \"%s\"}".formatted(file))
            .expect(201);

    assertThat(answer.at("reply_to.excerpt").isNull()).isTrue();
    bob.post(
            "/v1/messages/" + file + "/forward", "{\"conversation_ids\": [\"%s\"]}".formatted(room))
        .expect(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image", "text", "audio"})
  void whatItIsMustBeWhatItsFilesAre(String type) {
    String file = uploaded("a.txt");

    Answer refused = send("\"type\": \"" + type + "\", ", file).expect(422);

    assertThat(refused.text("errors.0.field")).isEqualTo("type");
    send("\"type\": \"file\", ", file).expect(201);
  }

  @Test
  void aFileIsSentOnceAndByWhoUploadedIt() {
    String file = uploaded("a.txt");
    Answer foreign =
        bob.post(Rest.messages(room), "{\"attachment_ids\": [\"%s\"]}".formatted(file));
    send("", file).expect(201);

    for (Answer refused :
        List.of(
            foreign,
            send("\"content\": \"again\", ", file),
            send("", "01890000-0000-7000-8000-000000000000"),
            send("", uploaded("b.txt"), file))) {
      assertThat(refused.expect(422).text("errors.0.field")).isEqualTo("attachment_ids");
    }
    ada.delete("/v1/media/" + file).expect(409);
  }

  @Test
  void anOffenceAgainstTheFormIsTold() {
    String file = uploaded("a.txt");
    send("", file, file).expect(422);
    send("", file, file, file, file, file, file).expect(422);
    ada.post(Rest.messages(room), "{\"attachment_ids\": []}").expect(422);
    ada.post(Rest.messages(room), "{\"attachment_ids\": [\"x\"]}").expect(400);
    ada.post(Rest.messages(room), "{\"attachment_ids\": \"x\"}").expect(400);
    send("", file).expect(201);
  }

  @Test
  void aRepeatedSendIsAnsweredWithTheFirst() {
    String file = uploaded("a.txt");

    String first = send("\"client_id\": \"c1\", ", file).expect(201).text("id");

    Answer again = send("\"client_id\": \"c1\", ", file).expect(200);
    assertThat(again.text("id")).isEqualTo(first);
    assertThat(names(again.whole())).containsExactly("a.txt");
  }

  /// Twenty at once, in two conversations.
  @Test
  void whoeverSendsAFileAtOnceOneOfThemDoes() throws Exception {
    String other = ada.group();
    String file = uploaded("a.txt");
    List<Integer> statuses =
        Together.times(
            20,
            i ->
                ada.post(
                        Rest.messages(i % 2 == 0 ? room : other),
                        "{\"attachment_ids\": [\"%s\"]}".formatted(file))
                    .status());

    assertThat(statuses).containsOnly(201, 422).containsOnlyOnce(201);
    long carried =
        List.of(room, other).stream()
            .flatMap(each -> ada.get(Rest.messages(each)).items().stream())
            .filter(message -> !names(message).isEmpty())
            .count();
    assertThat(carried).isEqualTo(1);
  }

  @Test
  void aDeletedMessageTakesItsFilesWithIt() {
    Answer sent = send("\"content\": \"gone soon\", ", uploaded("a.txt")).expect(201);
    String link = sent.text("attachments.0.url");
    api.rest().get(link).expect(200);

    ada.delete("/v1/messages/" + sent.text("id")).expect(204);

    api.rest().get(link).expect(404);
    ada.get("/v1/media/" + sent.text("attachments.0.id")).expect(404);
    assertThat(names(bob.get("/v1/messages/" + sent.text("id")).whole())).isEmpty();
    Answer log = bob.get("/v1/conversations/" + room + "/events").expect(200);
    assertThat(log.body()).doesNotContain("a.txt");
  }

  @Test
  void aForwardedFileIsTheReadersAndOutlivesTheFirst() {
    Answer sent = send("\"content\": \"look\", ", uploaded("a.txt"), uploaded("b.txt")).expect(201);
    Person carol = api.rest().register("carol");
    String elsewhere = bob.group(carol);

    Answer forwarded =
        bob.post(
                "/v1/messages/" + sent.text("id") + "/forward",
                "{\"conversation_ids\": [\"%s\"]}".formatted(elsewhere))
            .expect(201);

    assertThat(names(forwarded.at("items.0"))).containsExactly("a.txt", "b.txt");
    assertThat(forwarded.text("items.0.type")).isEqualTo("file");
    String id = forwarded.text("items.0.attachments.0.id");
    assertThat(id).isNotEqualTo(sent.text("attachments.0.id"));
    api.rest().as(carol).get("/v1/media/" + id).expect(200);
    api.rest().as(carol).get("/v1/media/" + sent.text("attachments.0.id")).expect(404);
    ada.get("/v1/media/" + id).expect(404);
    ada.delete("/v1/messages/" + sent.text("id")).expect(204);
    assertThat(api.rest().as(carol).get("/v1/media/" + id).expect(200).body()).isEqualTo("a.txt");
  }

  @Test
  void theEndOfAConversationIsTheEndOfItsFiles() {
    String link = send("", uploaded("a.txt")).expect(201).text("attachments.0.url");

    ada.delete("/v1/conversations/" + room).expect(204);

    await().until(() -> api.rest().get(link).status() == 404);
  }

  @Test
  void aFileIsUploadedAndSentInOneCall() {
    Answer sent =
        uploadAndSend(ada, Map.of("caption", " a caption ", "client_id", "c1")).expect(201);
    assertThat(sent.text("content")).isEqualTo("a caption");
    assertThat(sent.text("type")).isEqualTo("file");
    assertThat(names(sent.whole())).containsExactly("sent.txt");

    Answer again = uploadAndSend(ada, Map.of("client_id", "c1")).expect(200);

    assertThat(again.text("id")).isEqualTo(sent.text("id"));
    assertThat(bob.get(Rest.messages(room)).items().stream().filter(each -> !names(each).isEmpty()))
        .hasSize(1);
    assertThat(uploadAndSend(bob, Map.of()).expect(201).at("content").isNull()).isTrue();
    uploadAndSend(api.rest().as(api.rest().register("eve")), Map.of()).expect(404);
    uploadAndSend(ada, Map.of("client_id", "x".repeat(65))).expect(422);
    uploadAndSend(ada, Map.of("caption", "x".repeat(4_001))).expect(422);
    uploadAndSend(ada, Map.of("caption", "a\0b")).expect(400);
    uploadAndSend(ada, Map.of("client_id", "\0")).expect(400);
  }

  @Test
  void whatIsRefusedLeavesNothing() {
    Rest eve = api.rest().as(api.rest().register("eve"));

    uploadAndSend(eve, Map.of("caption", "let me in")).expect(404);

    assertThat(eve.get("/v1/users/me/export").expect(200).body()).doesNotContain("sent.txt");
  }

  private Answer uploadAndSend(Rest who, Map<String, String> fields) {
    byte[] content = "sent".getBytes(StandardCharsets.UTF_8);
    return who.post(
        Rest.messages(room) + "/upload",
        Form.TYPE,
        Form.upload("sent.txt", "text/plain", content, fields).bytes());
  }

  /// Its content is its name.
  private String uploaded(String name) {
    return ada.post(
            "/v1/media",
            Form.TYPE,
            Form.upload(name, "text/plain", name.getBytes(StandardCharsets.UTF_8)).bytes())
        .expect(201)
        .text("id");
  }

  private Answer send(String members, String... files) {
    return ada.post(
        Rest.messages(room),
        "{%s\"attachment_ids\": [\"%s\"]}".formatted(members, String.join("\", \"", files)));
  }

  private static List<String> names(JsonNode message) {
    List<String> names = new ArrayList<>();
    for (JsonNode each : requireNonNull(message.get("attachments")).values()) {
      names.add(requireNonNull(each.get("file_name")).getStringValue());
    }
    return names;
  }
}
