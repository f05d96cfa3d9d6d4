package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Who may fetch a file, by each way to it, wherever it lies.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MediaAccessContract {
  private RunningApi api;
  private RunningApi outdated;
  private Person uploader;
  private Person member;
  private Person removed;
  private Person stranger;
  private String room;
  private String message = "";
  private String file;
  private Map<Way, String> links = Map.of();

  /// What an api is told of where files lie.
  abstract Map<String, Object> storage();

  /// The ways to a file.
  enum Way {
    WHOLE,
    PART,
    THUMBNAIL
  }

  @BeforeAll
  void start() {
    Database database = Database.fresh();
    api = api(database, "1h");
    outdated = api(database, "PT-1M");
  }

  private RunningApi api(Database database, String validity) {
    Map<String, Object> settings = new HashMap<>(storage());
    settings.put("parley.database.url", database.url());
    settings.put("parley.media.link-validity", validity);
    return RunningApi.with(settings);
  }

  @AfterAll
  void stop() {
    outdated.close();
    api.close();
  }

  @BeforeEach
  void send() throws IOException {
    uploader = api.rest().register("ada");
    member = api.rest().register("bob");
    removed = api.rest().register("carol");
    stranger = api.rest().register("eve");
    Rest ada = api.rest().as(uploader);
    room = ada.group(member, removed);
    ada.delete("/v1/conversations/" + room + "/participants/" + removed.id()).expect(204);
    file =
        ada.post(
                "/v1/media",
                Form.TYPE,
                Form.upload("wide.png", "image/png", Images.wide("png")).bytes())
            .expect(201)
            .text("id");
  }

  @Test
  void beforeItIsSentItIsItsUploadersAlone() {
    expect(200, uploader);
    for (Person other : List.of(member, removed, stranger)) {
      expect(404, other);
    }
    expectAnonymous(401);
  }

  @Test
  void itIsForWhoCanReadAMessageThatCarriesIt() {
    sent();

    expect(200, uploader);
    expect(200, member);
    expect(404, removed);
    expect(404, stranger);
    expectAnonymous(401);
    expectByLink(api, 200);
  }

  @Test
  void aLinkThatHasExpiredIsWorthNothing() {
    sent();
    Rest later = outdated.rest().as(member);

    Answer seen = later.get("/v1/messages/" + message).expect(200);
    links = links(seen);

    expectByLink(api, 401);
    Answer refused = api.rest().get(link());
    assertThat(refused.text("code")).isEqualTo("token_expired");
    // Who may read it anyway needs none.
    assertThat(api.rest().as(member).get(link()).status()).isEqualTo(200);
    assertThat(api.rest().as(stranger).get(link()).status()).isEqualTo(404);
  }

  @Test
  void aLinkOpensNothingElse() {
    sent();
    String other = link().replace("?", "/thumbnail?");
    assertThat(api.rest().get(other).status()).isEqualTo(401);
    assertThat(api.rest().get(link() + "x").status()).isEqualTo(401);
    assertThat(api.rest().get(link().replaceAll("expires=.", "expires=9")).status()).isEqualTo(401);
  }

  @Test
  void withItsMessageItIsGoneForEverybody() {
    sent();

    api.rest().as(uploader).delete("/v1/messages/" + message).expect(204);

    for (Person each : List.of(uploader, member, removed, stranger)) {
      expect(404, each);
    }
    expectAnonymous(401);
    expectByLink(api, 404);
  }

  @Test
  void whoIsRemovedLaterHasNoMoreOfIt() {
    sent();
    expect(200, member);

    api.rest()
        .as(uploader)
        .delete("/v1/conversations/" + room + "/participants/" + member.id())
        .expect(204);

    expect(404, member);
    expect(200, uploader);
  }

  @Test
  void whoHasHiddenTheMessageHasHiddenItsFile() {
    sent();

    api.rest().as(member).delete("/v1/messages/" + message + "?for=me").expect(204);

    expect(404, member);
    expect(200, uploader);
  }

  private void sent() {
    Answer sent =
        api.rest()
            .as(uploader)
            .post(Rest.messages(room), "{\"attachment_ids\": [\"%s\"]}".formatted(file))
            .expect(201);
    message = sent.text("id");
    links = links(sent);
  }

  private String link() {
    return Objects.requireNonNull(links.get(Way.WHOLE));
  }

  private static Map<Way, String> links(Answer message) {
    return new TreeMap<>(
        Map.of(
            Way.WHOLE, message.text("attachments.0.url"),
            Way.PART, message.text("attachments.0.url"),
            Way.THUMBNAIL, message.text("attachments.0.thumbnail_url")));
  }

  private void expect(int status, Person who) {
    for (Way way : Way.values()) {
      Answer answer = fetch(api.rest().as(who), way, path(way));
      assertThat(answer.status()).as("%s by %s", way, who.username()).isEqualTo(good(status, way));
    }
  }

  private void expectAnonymous(int status) {
    for (Way way : Way.values()) {
      assertThat(fetch(api.rest(), way, path(way)).status()).as("%s", way).isEqualTo(status);
    }
  }

  private void expectByLink(RunningApi at, int status) {
    links.forEach(
        (way, link) ->
            assertThat(fetch(at.rest(), way, link).status())
                .as("%s by a link", way)
                .isEqualTo(good(status, way)));
  }

  private static int good(int status, Way way) {
    return status == 200 && way == Way.PART ? 206 : status;
  }

  private String path(Way way) {
    return "/v1/media/" + file + (way == Way.THUMBNAIL ? "/thumbnail" : "");
  }

  private static Answer fetch(Rest rest, Way way, String path) {
    return way == Way.PART ? rest.get(path, Map.of("Range", "bytes=0-9")) : rest.get(path);
  }
}
