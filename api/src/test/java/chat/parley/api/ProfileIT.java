package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import chat.parley.shared.id.UserId;
import chat.parley.shared.redis.Envelope;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What people say about themselves, and who hears of it.
class ProfileIT {
  private static final String ME = "/v1/users/me";

  private static Database database;
  private static RunningApi api;
  private static RunningApi second;

  private Heard heard;
  private Person ada;
  private Person bob;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    second = RunningApi.on(database);
  }

  @AfterAll
  static void stop() {
    api.close();
    second.close();
  }

  @BeforeEach
  void register() {
    ada = api.rest().register("ada");
    bob = api.rest().register("bob");
    heard = new Heard(RunningApi.redis().uri());
  }

  @AfterEach
  void hush() {
    heard.close();
  }

  @Test
  void whatIsGivenIsChangedAndWhatIsLeftOutStays() {
    Answer changed =
        as(ada).patch(ME, "{\"display_name\": \"Ada L.\", \"bio\": \"Counts\"}").expect(200);

    assertThat(changed.text("display_name")).isEqualTo("Ada L.");
    assertThat(changed.text("bio")).isEqualTo("Counts");
    assertThat(changed.text("username")).isEqualTo(ada.username());
    assertThat(changed.text("email")).isEqualTo(ada.username() + "@example.org");
    assertThat(as(ada).get(ME).body()).isEqualTo(changed.body());
    assertThat(as(ada).patch(ME, "{}").expect(200).body()).isEqualTo(changed.body());

    Answer cleared = as(ada).patch(ME, "{\"display_name\": null, \"bio\": null}").expect(200);
    assertThat(cleared.text("display_name")).isEqualTo(ada.username());
    assertThat(cleared.at("bio").isNull()).isTrue();
    assertThat(as(bob).get("/v1/users/" + ada.id()).text("display_name")).isEqualTo(ada.username());
  }

  @Test
  void withoutADisplayNameTheNewUsernameIsSeen() {
    String name = ada.username().replace("ada", "ida");

    Answer changed =
        as(ada)
            .patch(ME, "{\"username\": \"%s\", \"display_name\": null}".formatted(name))
            .expect(200);

    assertThat(changed.text("username")).isEqualTo(name);
    assertThat(changed.text("display_name")).isEqualTo(name);
    Login.tried(api.rest(), ada, Login.PASSWORD).expect(401);
  }

  @Test
  void aNewAddressIsUnverifiedAndTheSameOneStaysAsItWas() throws SQLException {
    database.change("update accounts set email_verified = true where id = '" + ada.id() + "'");
    String same = "{\"email\": \"%s@example.org\"}".formatted(ada.username());
    assertThat(as(ada).patch(ME, same).at("email_verified").getBooleanValue()).isTrue();

    Answer changed =
        as(ada).patch(ME, "{\"email\": \"new-%s@example.org\"}".formatted(ada.username()));

    assertThat(changed.expect(200).text("email")).startsWith("new-");
    assertThat(changed.at("email_verified").getBooleanValue()).isFalse();
  }

  @Test
  void whatSomebodyElseHasIsRefusedInAnyCase() {
    Answer name =
        as(ada)
            .patch(ME, "{\"username\": \"%s\"}".formatted(bob.username().toUpperCase(Locale.ROOT)));
    Answer address = as(ada).patch(ME, "{\"email\": \"%s@Example.org\"}".formatted(bob.username()));

    assertThat(name.expect(409).text("code")).isEqualTo("username_taken");
    assertThat(address.expect(409).text("code")).isEqualTo("email_taken");
    as(ada)
        .patch(ME, "{\"username\": \"%s\"}".formatted(ada.username().toUpperCase(Locale.ROOT)))
        .expect(200);
  }

  @Test
  void ofManyWhoWantOneNameAtOnceOneGetsIt() throws Exception {
    List<Person> people = Stream.generate(() -> api.rest().register("many")).limit(12).toList();
    String body = "{\"username\": \"the-one-%s\"}".formatted(ada.username());

    List<Integer> answers =
        Together.times(
            12, i -> as(people.get(i)).at(i % 2 == 0 ? api : second).patch(ME, body).status());

    assertThat(answers).containsOnly(200, 409).containsOnlyOnce(200);
  }

  @Test
  void whatIsNoNameOrAddressIsRefusedWithAllThatIsWrong() {
    Answer both = as(ada).patch(ME, "{\"username\": null, \"email\": null}").expect(422);
    assertThat(both.body()).contains("\"field\":\"username\"", "\"field\":\"email\"");
    for (String body :
        List.of(
            "{\"username\": \"ab\"}",
            "{\"username\": \"with space\"}",
            "{\"username\": \"" + "x".repeat(33) + "\"}",
            "{\"email\": \"nobody\"}",
            "{\"email\": \"" + "x".repeat(250) + "@example.org\"}",
            "{\"display_name\": \"\"}",
            "{\"display_name\": \"" + "x".repeat(101) + "\"}",
            "{\"bio\": \"" + "x".repeat(501) + "\"}")) {
      Answer refused = as(ada).patch(ME, body).expect(422);
      assertThat(refused.text("errors.0.field")).isIn("username", "email", "display_name", "bio");
    }
    for (String body :
        List.of("{\"bio\": 5}", "{\"username\": [\"x\"]}", "[]", "{\"bio\": \"\\u0000\"}", "{")) {
      as(ada).patch(ME, body).expect(400);
    }
    String emoji = "\uD83D\uDC4B".repeat(100);
    as(ada).patch(ME, "{\"display_name\": \"%s\"}".formatted(emoji)).expect(200);
    api.rest().patch(ME, "{}").expect(401);
  }

  @Test
  void othersHearOfANewNameOnceInEachConversation() {
    String direct = as(ada).direct(bob).expect(201).text("id");
    String group = as(ada).group(bob);
    String foreign = as(bob).group(api.rest().register("cleo"));

    as(ada).patch(ME, "{\"display_name\": \"Countess\"}").expect(200);

    for (String channel : List.of("parley:c:" + direct, "parley:c:" + group, own(ada))) {
      Heard.Message news = updates(channel, 1).getFirst();
      assertThat(news.envelope().kind()).isEqualTo(Envelope.Kind.ABOUT_USER);
      assertThat(news.envelope().subject()).isEqualTo(Envelope.profileOf(UserId.parse(ada.id())));
      assertThat(news.json())
          .contains("\"type\":\"user.updated\"", "\"display_name\":\"Countess\"")
          .contains("\"id\":\"" + ada.id() + "\"")
          .doesNotContain("example.org");
    }

    as(ada).patch(ME, "{\"display_name\": \"Countess\"}").expect(200);
    as(ada).patch(ME, "{\"email\": \"x%s@example.org\"}".formatted(ada.username())).expect(200);
    as(ada).patch(ME, "{\"bio\": \"Counts\"}").expect(200);
    List<Heard.Message> all = updates(own(ada), 2);
    assertThat(all).as("the name, then the bio").hasSize(2);
    assertThat(all.getLast().json()).contains("\"bio\":\"Counts\"");
    assertThat(all.getLast().envelope().seq()).isGreaterThan(all.getFirst().envelope().seq());
    assertThat(heard.all()).noneMatch(each -> isUpdate(each, "parley:c:" + foreign));
  }

  @Test
  void aLargeConversationIsNotTold() {
    try (RunningApi quiet =
        RunningApi.with(
            Map.of("parley.database.url", database.url(), "parley.presence.largest-audience", 2))) {
      String direct = as(ada).direct(bob).expect(201).text("id");
      String group = as(ada).group(bob, api.rest().register("cleo"));

      as(ada).at(quiet).patch(ME, "{\"display_name\": \"Countess\"}").expect(200);

      updates("parley:c:" + direct, 1);
      assertThat(heard.all()).noneMatch(each -> isUpdate(each, "parley:c:" + group));
    }
  }

  private static Rest as(Person person) {
    return api.rest().as(person);
  }

  private static String own(Person person) {
    return "parley:u:" + person.id();
  }

  /// What was announced on a channel, at least so much.
  private List<Heard.Message> updates(String channel, int count) {
    return await()
        .until(
            () -> heard.all().stream().filter(each -> isUpdate(each, channel)).toList(),
            found -> found.size() >= count);
  }

  private static boolean isUpdate(Heard.Message message, String channel) {
    return message.channel().equals(channel) && message.json().contains("user.updated");
  }
}
