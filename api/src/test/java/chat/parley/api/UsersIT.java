package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Finding people.
class UsersIT {
  private static Database database;
  private static RunningApi api;
  private static Person ada;
  private static Rest rest;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    ada = api.rest().register("ada");
    rest = api.rest().as(ada);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void anybodyMayLookAnybodyUp() {
    Person bob = api.rest().register("bob");

    Answer seen = rest.get("/v1/users/" + bob.id()).expect(200);

    assertThat(Answer.members(seen.whole())).isEqualTo(Shape.USER);
    assertThat(seen.text("username")).isEqualTo(bob.username());
    rest.get("/v1/users/" + UUID.randomUUID()).expect(404);
    rest.get("/v1/users/nobody").expect(404);
    api.rest().get("/v1/users/" + bob.id()).expect(401);
  }

  @Test
  void whoHasTheNameComesFirstThenWhoseNameBeginsSoThenWhoseLooksAlike() throws SQLException {
    add("quentin", "Somebody");
    add("quentin.q", "Somebody else");
    add("tarantino", "Quentin T");
    add("qentin", "One letter less");
    add("x-1", "Mr Quentinn");
    add("unrelated", "Nobody");

    assertThat(found("QUENTIN"))
        .startsWith("quentin")
        .containsSubsequence("quentin.q", "qentin")
        .containsSubsequence("tarantino", "x-1")
        .containsExactlyInAnyOrder("quentin", "quentin.q", "tarantino", "qentin", "x-1");
    assertThat(found(" que ")).contains("quentin", "quentin.q", "tarantino");
    assertThat(found("micheal")).isEmpty();
    add("michael", "Michael Jackson");
    assertThat(found("micheal")).containsExactly("michael");
    assertThat(found("jakson")).containsExactly("michael");
  }

  @Test
  void namesInOtherScriptsAreFoundByTheirBeginning() throws SQLException {
    add("tanaka", "\u7530\u4E2D \u592A\u90CE");
    add("olga", "\u041E\u043B\u044C\u0433\u0430 \u041F\u0435\u0442\u0440\u043E\u0432\u0430");

    assertThat(found("\u7530\u4E2D")).containsExactly("tanaka");
    assertThat(found("\u043E\u043B\u044C")).containsExactly("olga");
  }

  @Test
  void whatLooksLikeAPatternIsNone() throws SQLException {
    add("per_cent", "100% sure");

    assertThat(found("100%")).startsWith("per_cent");
    assertThat(found("%")).isEmpty();
    assertThat(found("_er")).isEmpty();
    assertThat(found("per_")).startsWith("per_cent");
    for (String odd : List.of("'", "\\", "\"; drop table accounts; --", "\uDBFF\uDFFF")) {
      assertThat(found(odd)).as(odd).isEmpty();
    }
  }

  @Test
  void pagesShowEachOnceAlsoWhenOthersComeInBetween() throws SQLException {
    for (int i = 0; i < 25; i++) {
      add("paged-" + i, i % 2 == 0 ? "Paged " + i : "Page");
    }
    String path = "/v1/users?query=paged&limit=10";

    Answer first = rest.get(path).expect(200);
    add("aaa", "Paged once more");
    Answer second = rest.get(path + "&cursor=" + first.text("next_cursor")).expect(200);
    Answer third = rest.get(path + "&cursor=" + second.text("next_cursor")).expect(200);

    List<String> all =
        Stream.of(first, second, third).flatMap(page -> page.texts("username").stream()).toList();
    assertThat(all)
        .doesNotHaveDuplicates()
        .filteredOn(name -> name.startsWith("paged-"))
        .hasSize(25);
  }

  @Test
  void whoseAccountIsDeletedIsNotFound() throws SQLException {
    add("zacharias", "Zacharias");
    database.change("update accounts set deleted_at = now() where username = 'zacharias'");

    assertThat(found("zacharias")).isEmpty();
  }

  @Test
  void withoutAQueryNobodyIsListed() {
    for (String query : List.of("", "?query=", "?query=%20", "?limit=10")) {
      Answer answer = rest.get("/v1/users" + query).expect(200);
      assertThat(answer.items()).isEmpty();
      assertThat(answer.at("next_cursor").isNull()).isTrue();
    }
    rest.get("/v1/users?query=a&limit=0").expect(422);
    rest.get("/v1/users?query=a&limit=101").expect(422);
    rest.get("/v1/users?query=a&limit=many").expect(400);
    rest.get("/v1/users?query=" + "a".repeat(101)).expect(422);
    rest.get("/v1/users?query=a%00b").expect(422);
    rest.get("/v1/users?query=a&cursor=nonsense").expect(400);
    rest.get("/v1/users?query=a&cursor=" + "MX4yfnh").expect(400);
    api.rest().get("/v1/users?query=a").expect(401);
  }

  @Test
  void whoIsOnlineIsListedButForTheInvisible() throws SQLException {
    Person here = api.rest().register("here");
    Person there = api.rest().register("there");
    Person hidden = api.rest().register("hidden");
    api.rest().register("away");
    database.change(
        "update accounts set online = true where id in ('%s', '%s', '%s')"
            .formatted(here.id(), there.id(), hidden.id()));
    api.rest().as(hidden).put("/v1/users/me/status", "{\"status\": \"invisible\"}").expect(200);

    List<Answer> pages = rest.pages("/v1/users/online?limit=1");

    assertThat(pages.stream().flatMap(page -> page.texts("id").stream()))
        .containsExactly(here.id(), there.id());
    assertThat(pages.getFirst().text("items.0.status")).isEqualTo("online");
    rest.get("/v1/users/online?cursor=nonsense").expect(400);
    rest.get("/v1/users/online?limit=0").expect(422);
    api.rest().get("/v1/users/online").expect(401);
  }

  private static void add(String username, String displayName) throws SQLException {
    database.change(
        """
        insert into accounts (id, username, email, password_hash, display_name, created_at)
        values (gen_random_uuid(), '%s', '%s@example.org', '-', '%s', now())
        """
            .formatted(username, username, displayName));
  }

  private static List<String> found(String query) {
    return rest.get("/v1/users?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
        .expect(200)
        .texts("username");
  }
}
