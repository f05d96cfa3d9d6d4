package chat.parley.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import io.micronaut.json.tree.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What admins are shown, and nobody else.
class AdminIT {
  private static Database database;
  private static RunningApi api;
  private static Rest nobody;
  private static Person root;
  private static Rest admin;

  @BeforeAll
  static void start() throws SQLException {
    database = Database.fresh();
    api =
        RunningApi.with(
            Map.of("parley.database.url", database.url(), "parley.stats.refresh", "0s"));
    nobody = api.rest();
    root = nobody.register("root");
    database.appoint(root);
    admin = nobody.as(root);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/admin/users", "/v1/admin/audit", "/v1/admin/stats", "/health/detailed"})
  void onlyAdminsAreShown(String path) throws SQLException {
    Person former = nobody.register("former");
    database.appoint(former);
    nobody.as(former).get(path).expect(200);
    database.change("update accounts set role = 'user' where id = '" + former.id() + "'");

    for (Person other : List.of(former, nobody.register("other"))) {
      Answer refused = nobody.as(other).get(path);
      assertThat(refused.status()).as("%s", refused).isEqualTo(403);
      assertThat(refused.text("code")).isEqualTo("forbidden");
    }
    nobody.get(path).expect(401);
    admin.get(path).expect(200);
  }

  @Test
  void usersAreListedWithHowTheyStand() {
    Person ada = nobody.register("ada");

    JsonNode shown = only(admin.get("/v1/admin/users?query=" + ada.username()));

    assertThat(Answer.members(shown)).isEqualTo(Shape.with(Shape.ME, "suspension"));
    assertThat(text(shown, "id")).isEqualTo(ada.id());
    assertThat(text(shown, "email")).isEqualTo(ada.username() + "@example.org");
    assertThat(text(shown, "role")).isEqualTo("user");
    assertThat(requireNonNull(shown.get("suspension")).isNull()).isTrue();
  }

  @Test
  void aSuspensionIsShownForAsLongAsItLasts() {
    Person eve = nobody.register("eve");
    String path = "/v1/admin/users/" + eve.id();
    admin.post(path + "/suspend", "{\"reason\": \"spam\"}").expect(204);

    JsonNode forGood = suspension(eve);
    assertThat(text(forGood, "reason")).isEqualTo("spam");
    assertThat(text(forGood, "by")).isEqualTo(root.id());
    assertThat(requireNonNull(forGood.get("until")).isNull()).isTrue();

    Instant until = Instant.now().plusSeconds(1);
    admin
        .post(path + "/suspend", "{\"reason\": \"less\", \"until\": \"" + until + "\"}")
        .expect(204);
    assertThat(Instant.parse(text(suspension(eve), "until"))).isBefore(until.plusMillis(1));
    await().until(() -> suspension(eve).isNull());
  }

  @Test
  void anAdminCantLockThemselvesOut() {
    Answer refused =
        admin.post("/v1/admin/users/" + root.id() + "/suspend", "{\"reason\": \"oops\"}");

    assertThat(refused.status()).as("%s", refused).isEqualTo(409);
    assertThat(refused.text("code")).isEqualTo("conflict");
    admin.get("/v1/users/me").expect(200);
  }

  @Test
  void usersArePagedTheNewestFirst() {
    List<Person> people =
        List.of(nobody.register("paged"), nobody.register("paged"), nobody.register("paged"));

    List<Answer> pages = admin.pages("/v1/admin/users?query=paged-&limit=2");

    assertThat(pages).hasSize(2);
    assertThat(pages.stream().flatMap(page -> page.texts("id").stream()))
        .containsExactlyElementsOf(people.reversed().stream().map(Person::id).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?query=%25 | 200",
        "?query=_ | 200",
        "?query=%5C | 200",
        "?query=%00 | 200",
        "?query=%27%20or%201%3D1 | 200",
        "?query=%C3%28 | 200",
        "?limit=0 | 422",
        "?limit=101 | 422",
        "?limit=x | 400",
        "?cursor=bogus | 400",
        "?cursor=YX5i | 400",
      })
  void aQueryIsTakenLiterallyAndNothingBreaks(String query, int status) {
    Answer answer = admin.get("/v1/admin/users" + query);

    assertThat(answer.status()).as("%s", answer).isEqualTo(status);
    if (query.contains("%25") || query.contains("%5C") || query.contains("%27")) {
      assertThat(answer.items()).isEmpty();
    }
  }

  @Test
  void everybodyIsToldHowMuchThereIs() {
    Person ada = nobody.register("ada");
    Rest asAda = nobody.as(ada);
    Answer before = asAda.get("/v1/stats").expect(200);
    assertThat(Answer.members(before.whole()))
        .containsExactlyInAnyOrder("users", "online", "conversations", "messages", "connections");

    nobody.register("bob");
    asAda.write(asAda.group(), "text").expect(201);

    Answer after = asAda.get("/v1/stats").expect(200);
    assertThat(after.number("users")).isEqualTo(before.number("users") + 1);
    assertThat(after.number("conversations")).isEqualTo(before.number("conversations") + 1);
    assertThat(after.number("messages")).isEqualTo(before.number("messages") + 1);
    assertThat(after.number("connections")).isZero();
    nobody.get("/v1/stats").expect(401);
  }

  @Test
  void whatIsTooManyIsEstimated() {
    try (RunningApi modest =
        RunningApi.with(
            Map.of("parley.database.url", database.url(), "parley.stats.exact-up-to", "1"))) {
      nobody.register("bob");
      assertThat(modest.rest().as(root).get("/v1/stats").expect(200).number("users"))
          .isGreaterThanOrEqualTo(2);
    }
  }

  /// They lie in several tables, of which PostgreSQL knows the sizes one by one.
  @Test
  void messagesThatAreTooManyAreEstimatedByTheirParts() throws SQLException {
    for (int i = 0; i < 8; i++) {
      admin.write(admin.group(nobody.register("p" + i)), "counted").expect(201);
    }
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          do $$
          declare
            part regclass;
          begin
            for part in select inhrelid from pg_inherits where inhparent = 'messages'::regclass loop
              execute 'analyze ' || part;
            end loop;
          end
          $$
          """);
    }
    long all = database.number("select count(*) from messages");

    try (RunningApi modest =
        RunningApi.with(
            Map.of("parley.database.url", database.url(), "parley.stats.exact-up-to", "1"))) {
      assertThat(modest.rest().as(root).get("/v1/stats").expect(200).number("messages"))
          .isEqualTo(all);
    }
  }

  @Test
  void adminsAreToldMore() {
    Answer stats = admin.get("/v1/admin/stats").expect(200);

    assertThat(stats.number("admins")).isPositive();
    assertThat(stats.number("sessions")).isPositive();
    assertThat(stats.number("suspended")).isNotNegative();
    assertThat(stats.number("outbox")).isNotNegative();
  }

  @Test
  void adminsSeeHowThisApiFares() {
    Answer health = admin.get("/health/detailed").expect(200);

    assertThat(health.text("status")).isEqualTo("up");
    assertThat(health.text("postgres.status")).isEqualTo("up");
    assertThat(health.text("redis.status")).isEqualTo("up");
    assertThat(health.number("pool.max")).isPositive();
    assertThat(health.number("memory.heap_used")).isPositive();
    assertThat(health.number("sockets")).isZero();
  }

  private static JsonNode suspension(Person person) {
    return requireNonNull(
        only(admin.get("/v1/admin/users?query=" + person.username())).get("suspension"));
  }

  private static JsonNode only(Answer answer) {
    List<JsonNode> items = answer.expect(200).items();
    assertThat(items).as("%s", answer).hasSize(1);
    return items.getFirst();
  }

  private static String text(JsonNode object, String member) {
    return requireNonNull(object.get(member)).getStringValue();
  }
}
