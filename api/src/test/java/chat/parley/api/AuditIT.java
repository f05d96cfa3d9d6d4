package chat.parley.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import chat.parley.shared.gateway.ServiceCredential;
import io.micronaut.json.tree.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Who did what to whom, from where.
class AuditIT {
  private static Database database;
  private static RunningApi api;
  private static Rest nobody;
  private static Rest admin;
  private static Person root;

  @BeforeAll
  static void start() throws SQLException {
    database = Database.fresh();
    api =
        RunningApi.with(
            Map.of(
                "parley.database.url",
                database.url(),
                "parley.mail.keep",
                "true",
                "parley.auth.refresh-retry-window",
                "0s",
                "parley.trusted-proxies",
                "127.0.0.1"));
    nobody = api.rest();
    root = nobody.register("root");
    database.appoint(root);
    admin = nobody.as(root);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void fromRegisteringToLoggingOut() {
    Person ada = nobody.register("ada");
    Login phone = Login.of(nobody, ada);
    Login.tried(nobody, ada, "a guess that is wrong").expect(401);
    nobody.as(phone.person()).post("/v1/auth/logout", "").expect(204);
    Login tablet = Login.of(nobody, ada);
    nobody.as(ada).delete("/v1/auth/sessions/" + tablet.session()).expect(204);
    nobody.as(ada).post("/v1/auth/logout-all", "").expect(204);
    nobody.post("/v1/auth/logout", refreshOf(tablet)).expect(204);

    List<JsonNode> ofAda = entries("actor_id=" + ada.id());
    assertThat(ofAda.reversed())
        .extracting(entry -> text(entry, "action"))
        .containsExactly(
            "account_registered",
            "login_succeeded",
            "login_succeeded",
            "logged_out",
            "login_succeeded",
            "session_revoked",
            "logged_out_everywhere");
    assertThat(text(ofAda.getLast(), "target_id")).isEqualTo(ada.id());
    assertThat(text(ofAda.getLast(), "target_type")).isEqualTo("user");
    assertThat(text(ofAda.get(1), "target_id")).isEqualTo(tablet.session());
    assertThat(text(ofAda.get(1), "target_type")).isEqualTo("session");
    assertThat(ofAda).extracting(entry -> text(entry, "ip")).containsOnly("127.0.0.1");
    assertThat(ofAda.stream().map(entry -> text(entry, "at")).toList().reversed()).isSorted();
    assertThat(Answer.members(ofAda.getFirst()))
        .isEqualTo(
            Set.of("id", "at", "actor_id", "action", "target_type", "target_id", "ip", "details"));
  }

  @Test
  void aLoginThatFailedNamesTheAccountIfThereIsOneAndNeverWhatWasTyped() throws SQLException {
    Person ada = nobody.register("ada");
    Login.tried(nobody, ada, "pa55word that is wrong").expect(401);
    nobody
        .post("/v1/auth/login", "{\"username\": \"pa55word as name\", \"password\": \"x\"}")
        .expect(401);

    List<JsonNode> failed = entries("action=login_failed&target_id=" + ada.id());
    assertThat(failed).hasSize(1);
    assertThat(requireNonNull(failed.getFirst().get("actor_id")).isNull()).isTrue();
    assertThat(requireNonNull(failed.getFirst().get("details")).get("reason"))
        .isEqualTo(JsonNode.createStringNode("wrong_password"));
    assertThat(entries("action=login_failed"))
        .anySatisfy(entry -> assertThat(requireNonNull(entry.get("target_id")).isNull()).isTrue());
    assertThat(
            database.number(
                "select count(*) from audit_log where strpos(audit_log::text, 'pa55') > 0"))
        .isZero();
  }

  @Test
  void aRefreshTokenThatCameTwice() {
    Person ada = nobody.register("ada");
    Login phone = Login.of(nobody, ada);
    nobody.post("/v1/auth/refresh", refreshOf(phone)).expect(200);
    nobody.post("/v1/auth/refresh", refreshOf(phone)).expect(401);
    nobody.post("/v1/auth/refresh", refreshOf(phone)).expect(401);

    List<JsonNode> reused = entries("target_id=" + phone.session() + "&action=refresh_reused");
    assertThat(reused).hasSize(1);
    assertThat(requireNonNull(reused.getFirst().get("actor_id")).isNull()).isTrue();
  }

  @Test
  void passwordsAndTheEndOfAnAccount() {
    Person ada = nobody.register("ada");
    String change =
        "{\"current_password\": \"%s\", \"new_password\": \"battery correct horse\"}"
            .formatted(Login.PASSWORD);
    nobody.as(ada).post("/v1/auth/password", change).expect(204);
    nobody.as(ada).post("/v1/auth/password", change).expect(403);
    nobody
        .post(
            "/v1/auth/password-reset", "{\"email\": \"%s@example.org\"}".formatted(ada.username()))
        .expect(202);
    nobody.as(ada).delete("/v1/users/me", "{\"password\": \"battery correct horse\"}").expect(204);

    assertThat(entries("target_id=" + ada.id()))
        .extracting(entry -> text(entry, "action"))
        .containsExactly("account_deleted", "password_changed", "account_registered");
    assertThat(entries("action=password_reset_requested")).isNotEmpty();
  }

  @Test
  void aNewAddressAndWhatIsHandedOut() {
    Person ada = nobody.register("ada");
    String address = "{\"email\": \"new-%s@example.org\"}".formatted(ada.username());
    nobody.as(ada).patch("/v1/users/me", address).expect(200);
    nobody.as(ada).patch("/v1/users/me", address).expect(200);
    nobody.as(ada).get("/v1/users/me/export").expect(200);

    assertThat(entries("target_id=" + ada.id()))
        .extracting(entry -> text(entry, "action"))
        .containsExactly("data_exported", "email_changed", "account_registered");
  }

  @Test
  void whatAdminsDo() {
    Person eve = nobody.register("eve");
    String path = "/v1/admin/users/" + eve.id();
    nobody.as(eve).post(path + "/restore", "").expect(403);
    admin.post(path + "/suspend", "{\"reason\": \"spam\"}").expect(204);
    admin.post(path + "/restore", "").expect(204);

    List<JsonNode> done = entries("actor_id=" + root.id() + "&target_id=" + eve.id());
    assertThat(done)
        .extracting(entry -> text(entry, "action"))
        .containsExactly("user_restored", "user_suspended");
    assertThat(requireNonNull(done.getLast().get("details")).get("reason"))
        .isEqualTo(JsonNode.createStringNode("spam"));
  }

  @Test
  void whatIsDoneToSomebodyInAConversation() {
    Person ada = nobody.register("ada");
    Person bob = nobody.register("bob");
    Rest asAda = nobody.as(ada);
    String room = asAda.group(bob);
    String bans = "/v1/conversations/" + room + "/bans/" + bob.id();
    asAda.delete("/v1/conversations/" + room + "/participants/" + bob.id()).expect(204);
    asAda.put(bans).expect(204);
    asAda.delete(bans).expect(204);
    asAda.delete("/v1/conversations/" + room).expect(204);

    assertThat(entries("actor_id=" + ada.id() + "&target_id=" + bob.id()))
        .extracting(entry -> text(entry, "action"))
        .containsExactly("ban_lifted", "participant_banned", "participant_removed");
    assertThat(entries("target_id=" + room))
        .extracting(entry -> text(entry, "action"))
        .containsExactly("conversation_deleted");
  }

  /// What a proxy of ours says of whom it speaks for is believed; push speaks for others, too.
  @Test
  void fromWhere() {
    Person ada = nobody.register("ada");
    nobody
        .send(
            nobody
                .as(ada)
                .request("/v1/auth/sessions/" + Login.of(nobody, ada).session())
                .header("X-Forwarded-For", "1.1.1.1, 203.0.113.9")
                .DELETE())
        .expect(204);
    nobody
        .send(
            nobody
                .request("/v1/auth/logout-all")
                .header(ServiceCredential.HEADER, RunningApi.SERVICE_CREDENTIAL)
                .header(ServiceCredential.ON_BEHALF_OF, ada.id() + "/" + ada.session())
                .POST(BodyPublishers.noBody()))
        .expect(204);

    List<JsonNode> ofAda = entries("actor_id=" + ada.id());
    assertThat(text(ofAda.get(0), "action")).isEqualTo("logged_out_everywhere");
    assertThat(requireNonNull(ofAda.get(0).get("ip")).isNull()).isTrue();
    assertThat(text(ofAda.get(1), "action")).isEqualTo("session_revoked");
    assertThat(text(ofAda.get(1), "ip")).isEqualTo("203.0.113.9");
  }

  private static String refreshOf(Login login) {
    return "{\"refresh_token\": \"" + login.refreshToken() + "\"}";
  }

  private static List<JsonNode> entries(String query) {
    return admin.get("/v1/admin/audit?limit=100&" + query).expect(200).items();
  }

  private static String text(JsonNode entry, String member) {
    return requireNonNull(entry.get(member)).getStringValue();
  }
}
