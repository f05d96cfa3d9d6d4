package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What people report, what admins do about it, and that they can delete any message.
class ReportsIT {
  private static Database database;
  private static RunningApi api;
  private static Person root;
  private static Rest admin;
  private Person bob;
  private Rest ada;
  private String room = "";
  private String message = "";

  @BeforeAll
  static void start() throws SQLException {
    database = Database.fresh();
    api = RunningApi.on(database);
    root = api.rest().register("root");
    admin = api.rest().as(root);
    appoint(root);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void send() {
    bob = api.rest().register("bob");
    ada = api.rest().as(api.rest().register("ada"));
    room = ada.group(bob);
    message = api.rest().as(bob).write(room, "buy this").expect(201).text("id");
  }

  @Test
  void theSameReportOnceMoreIsTheFirst() {
    Answer first = report(ada, "message_id", message).expect(201);
    Answer again = report(ada, "message_id", message).expect(200);

    assertThat(again.whole()).isEqualTo(first.whole());
    assertThat(first.text("message_id")).isEqualTo(message);
    assertThat(first.text("user_id")).isEqualTo(bob.id());
    report(ada, "user_id", bob.id()).expect(201);
    report(ada, "user_id", bob.id()).expect(200);

    resolve(first.text("id"), "none").expect(200);
    assertThat(report(ada, "message_id", message).expect(200).whole()).isEqualTo(first.whole());
  }

  @Test
  void aUserCanBeReportedAnewWhenThatIsResolved() {
    String first = report(ada, "user_id", bob.id()).expect(201).text("id");
    resolve(first, "none").expect(200);

    assertThat(report(ada, "user_id", bob.id()).expect(201).text("id")).isNotEqualTo(first);
  }

  @Test
  void onlyWhatOneCanReadCanBeReported() {
    Rest stranger = api.rest().as(api.rest().register("carol"));
    report(stranger, "message_id", message).expect(404);
    report(ada, "message_id", UUID.randomUUID().toString()).expect(404);
    report(ada, "user_id", UUID.randomUUID().toString()).expect(404);

    ada.delete("/v1/messages/" + message + "?for=me").expect(204);
    report(ada, "message_id", message).expect(404);
    report(api.rest().as(bob), "message_id", message).expect(422);
    report(api.rest().as(bob), "user_id", bob.id()).expect(422);
    for (String body :
        List.of(
            "{\"reason\": \"both\", \"message_id\": \"%1$s\", \"user_id\": \"%1$s\"}"
                .formatted(UUID.randomUUID()),
            "{\"reason\": \"neither\"}",
            "{\"user_id\": \"" + bob.id() + "\"}",
            "{\"user_id\": \"" + bob.id() + "\", \"reason\": \"\"}")) {
      ada.post("/v1/reports", body).expect(422);
    }
  }

  @Test
  void adminsSeeWhatWaitsAndWhatTheMessageSaysNow() {
    String id = report(ada, "message_id", message).expect(201).text("id");

    Answer waiting = admin.get("/v1/admin/reports?state=open&limit=1").expect(200);
    assertThat(waiting.text("items.0.id")).isEqualTo(id);
    assertThat(waiting.text("items.0.message.content")).isEqualTo("buy this");
    assertThat(waiting.at("items.0.action").isNull()).isTrue();

    Answer resolved = resolve(id, "none").expect(200);
    assertThat(resolved.text("state")).isEqualTo("resolved");
    assertThat(resolved.text("resolved_by")).isEqualTo(root.id());
    assertThat(resolved.text("note")).isEqualTo("because");
    assertThat(admin.get("/v1/admin/reports?state=resolved&limit=1").text("items.0.id"))
        .isEqualTo(id);
    assertThat(admin.get("/v1/admin/reports?state=open").texts("id")).doesNotContain(id);
    List<Answer> pages = admin.pages("/v1/admin/reports?limit=1");
    assertThat(pages.stream().flatMap(page -> page.texts("id").stream()))
        .contains(id)
        .doesNotHaveDuplicates();
    for (String path : List.of("/v1/admin/reports", "/v1/admin/reports?state=open")) {
      ada.get(path).expect(403);
    }
    admin.get("/v1/admin/reports?state=lost").expect(422);
    admin.get("/v1/admin/reports?cursor=x").expect(400);
  }

  @Test
  void aReportedMessageIsDeletedForEverybody() throws SQLException {
    String id = report(ada, "message_id", message).expect(201).text("id");

    Answer resolved = resolve(id, "delete_message").expect(200);

    assertThat(resolved.text("action")).isEqualTo("delete_message");
    assertThat(resolved.at("message.content").isNull()).isTrue();
    assertThat(new Room(room).events(ada, 0)).last().isEqualTo("3 message.deleted");
    assertThat(ada.get("/v1/conversations/" + room + "/events?after=2").text("items.0.actor_id"))
        .isEqualTo(root.id());
    assertThat(audited("message_removed", message)).isOne();
    assertThat(audited("report_resolved", id)).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"message_id", "user_id"})
  void whoIsReportedIsSuspended(String what) throws SQLException {
    String id =
        report(ada, what, what.equals("user_id") ? bob.id() : message).expect(201).text("id");

    resolve(id, "suspend_user").expect(200);

    Answer refused = api.rest().as(bob).get("/v1/users/me").expect(401);
    assertThat(refused.text("code")).isEqualTo("account_suspended");
    assertThat(audited("user_suspended", bob.id())).isOne();
    assertThat(ada.get("/v1/messages/" + message).text("content")).isEqualTo("buy this");
  }

  @Test
  void whatCanNotBeDoneLeavesTheReportOpen() {
    String id = report(ada, "user_id", bob.id()).expect(201).text("id");
    String self = report(ada, "user_id", root.id()).expect(201).text("id");

    assertThat(resolve(id, "delete_message").expect(409).text("code")).isEqualTo("conflict");
    resolve(self, "suspend_user").expect(409);
    ada.post("/v1/admin/reports/" + id + "/resolve", "{\"action\": \"none\"}").expect(403);
    resolve(id, "forget").expect(422);
    resolve(UUID.randomUUID().toString(), "none").expect(404);
    assertThat(admin.get("/v1/admin/reports?state=open").texts("id")).contains(id, self);
  }

  @Test
  void ofTwoAdminsOneResolves() throws Exception {
    String id = report(ada, "message_id", message).expect(201).text("id");
    CompletableFuture<Answer> first;
    CompletableFuture<Answer> second;
    try (Connection holder = database.connect()) {
      holder.setAutoCommit(false);
      Database.change(holder, "update reports set reason = reason where id = '" + id + "'");
      first = CompletableFuture.supplyAsync(() -> resolve(id, "delete_message"));
      second = CompletableFuture.supplyAsync(() -> resolve(id, "delete_message"));
      database.awaitSomebodyWaitingForALock();
      holder.commit();
    }

    assertThat(List.of(first.get().status(), second.get().status()))
        .containsExactlyInAnyOrder(200, 409);
    assertThat(audited("report_resolved", id)).isOne();
  }

  @Test
  void anAdminDeletesAnyMessageWithoutBeingThere() throws SQLException {
    admin.get("/v1/messages/" + message).expect(404);

    admin.delete("/v1/admin/messages/" + message).expect(204);
    admin.delete("/v1/admin/messages/" + message).expect(204);

    assertThat(ada.get("/v1/messages/" + message).at("content").isNull()).isTrue();
    assertThat(new Room(room).events(ada, 0)).last().isEqualTo("3 message.deleted");
    assertThat(audited("message_removed", message)).isOne();
    admin.delete("/v1/admin/messages/" + UUID.randomUUID()).expect(404);
    ada.delete("/v1/admin/messages/" + message).expect(403);
  }

  @Test
  void withTheirAccountGoesWhoReported() throws SQLException {
    Person carol = api.rest().register("carol");
    Rest reporter = api.rest().as(carol);
    String open = report(reporter, "user_id", bob.id()).expect(201).text("id");
    String over = report(reporter, "user_id", root.id()).expect(201).text("id");
    resolve(over, "none").expect(200);

    reporter.delete("/v1/users/me", "{\"password\": \"correct horse battery\"}").expect(204);

    assertThat(database.number("select count(*) from reports where id = '" + over + "'")).isZero();
    Answer waiting = admin.get("/v1/admin/reports?state=open&limit=1").expect(200);
    assertThat(waiting.text("items.0.id")).isEqualTo(open);
    assertThat(waiting.at("items.0.reporter_id").isNull()).isTrue();
  }

  private static Answer report(Rest rest, String what, String id) {
    return rest.post("/v1/reports", "{\"%s\": \"%s\", \"reason\": \"spam\"}".formatted(what, id));
  }

  private static Answer resolve(String report, String action) {
    return admin.post(
        "/v1/admin/reports/" + report + "/resolve",
        "{\"action\": \"%s\", \"note\": \"because\"}".formatted(action));
  }

  private static long audited(String action, String target) throws SQLException {
    return database.number(
        "select count(*) from audit_log where action = '%s' and target_id = '%s' and actor_id = '%s'"
            .formatted(action, target, root.id()));
  }

  private static void appoint(Person person) throws SQLException {
    database.change("update accounts set role = 'admin' where id = '" + person.id() + "'");
  }
}
