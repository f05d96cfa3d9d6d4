package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import chat.parley.shared.redis.Envelope;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Asking, answering, ending, and who hears of it.
class FriendsIT {
  private static final String NOBODY = "01900000-0000-7000-8000-000000000000";

  private static Database database;
  private static RunningApi api;
  private static Heard heard;

  private Person ada;
  private Person bob;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    heard = new Heard(RunningApi.redis().uri());
  }

  @AfterAll
  static void stop() {
    heard.close();
    api.close();
  }

  @BeforeEach
  void register() {
    ada = api.rest().register("ada");
    bob = api.rest().register("bob");
  }

  @Test
  void aRequestIsSeenByBothAndBecomesAFriendshipWhenItIsAccepted() {
    Answer asked = Ties.ask(as(ada), bob).expect(201);

    String request = asked.text("id");
    assertThat(Answer.members(asked.whole())).containsExactly("created_at", "id", "status", "user");
    assertThat(asked.text("user.id")).isEqualTo(bob.id());
    assertThat(asked.text("status")).isEqualTo("pending");
    Answer incoming = as(bob).get(Ties.REQUESTS).expect(200);
    assertThat(incoming.text("incoming.0.id")).isEqualTo(request);
    assertThat(incoming.text("incoming.0.user.id")).isEqualTo(ada.id());
    assertThat(incoming.text("incoming.0.created_at")).isEqualTo(asked.text("created_at"));
    assertThat(incoming.at("outgoing").size()).isZero();
    Answer outgoing = as(ada).get(Ties.REQUESTS).expect(200);
    assertThat(outgoing.text("outgoing.0.user.id")).isEqualTo(bob.id());
    assertThat(outgoing.at("incoming").size()).isZero();
    assertThat(friends(ada)).isEmpty();

    Answer accepted = Ties.accept(as(bob), request).expect(200);

    assertThat(accepted.text("status")).isEqualTo("accepted");
    assertThat(accepted.text("user.id")).isEqualTo(ada.id());
    assertThat(friends(ada)).containsExactly(bob.id());
    assertThat(friends(bob)).containsExactly(ada.id());
    assertNoRequests(ada);
    assertNoRequests(bob);
    assertThat(told(bob, 2))
        .containsExactly(told("requested", ada, request), told("accepted", ada, request));
    assertThat(told(ada, 1)).containsExactly(told("accepted", bob, request));
  }

  @Test
  void whoAsksSomebodyThatHasAskedThemAccepts() {
    String request = Ties.ask(as(ada), bob).expect(201).text("id");

    Answer crossing = Ties.ask(as(bob), ada).expect(201);

    assertThat(crossing.text("id")).isEqualTo(request);
    assertThat(crossing.text("status")).isEqualTo("accepted");
    assertThat(friends(ada)).containsExactly(bob.id());
    assertThat(told(ada, 1)).containsExactly(told("accepted", bob, request));
  }

  @Test
  void askingAgainIsAConflict() {
    String request = Ties.ask(as(ada), bob).expect(201).text("id");

    assertThat(Ties.ask(as(ada), bob).expect(409).text("code")).isEqualTo("conflict");
    Ties.accept(as(bob), request).expect(200);
    Ties.ask(as(ada), bob).expect(409);
    Ties.ask(as(bob), ada).expect(409);
  }

  @Test
  void whoCantBeAskedIsRefused() throws SQLException {
    assertThat(Ties.ask(as(ada), ada).expect(422).text("errors.0.field")).isEqualTo("user_id");
    as(ada).post(Ties.REQUESTS, "{\"user_id\": \"%s\"}".formatted(NOBODY)).expect(404);
    as(ada).post(Ties.REQUESTS, "{}").expect(422);
    as(ada).post(Ties.REQUESTS, "{\"user_id\": null}").expect(422);
    as(ada).post(Ties.REQUESTS, "{\"user_id\": 5}").expect(400);
    as(ada).post(Ties.REQUESTS, "{\"user_id\": \"bob\"}").expect(400);
    as(ada).post(Ties.REQUESTS, "[]").expect(400);
    database.change("update accounts set deleted_at = now() where id = '" + bob.id() + "'");
    Ties.ask(as(ada), bob).expect(404);
  }

  @Test
  void whoWasAskedAnswersAndWhoAskedTakesItBackAndNobodyElseKnows() {
    Person eve = api.rest().register("eve");
    String request = Ties.ask(as(ada), bob).expect(201).text("id");

    Ties.accept(as(ada), request).expect(403);
    Ties.decline(as(ada), request).expect(403);
    Ties.withdraw(as(bob), request).expect(403);
    for (Function<String, Answer> call : calls(as(eve))) {
      call.apply(request).expect(404);
    }
    for (Function<String, Answer> call : calls(api.rest())) {
      call.apply(request).expect(401);
    }
    for (String id : List.of(NOBODY, "nonsense")) {
      for (Function<String, Answer> call : calls(as(bob))) {
        call.apply(id).expect(404);
      }
    }
    assertThat(as(bob).get(Ties.REQUESTS).at("incoming").size()).isEqualTo(1);
  }

  @Test
  void nobodyWithoutATokenDoesAnything() {
    Rest nobody = api.rest();

    nobody.get("/v1/friends").expect(401);
    nobody.get(Ties.REQUESTS).expect(401);
    Ties.ask(nobody, bob).expect(401);
    Ties.end(nobody, bob).expect(401);
  }

  @Test
  void acceptingTwiceIsAcceptingOnce() {
    String request = Ties.ask(as(ada), bob).expect(201).text("id");
    Answer first = Ties.accept(as(bob), request).expect(200);

    Answer second = Ties.accept(as(bob), request).expect(200);

    assertThat(second.whole()).isEqualTo(first.whole());
    Ties.decline(as(bob), request).expect(409);
    Ties.withdraw(as(ada), request).expect(409);
    Ties.end(as(ada), bob).expect(204);
    assertThat(told(ada, 2)).as("accepted once").hasSize(2);
  }

  @Test
  void whatWasDeclinedIsGoneAndMayBeAskedAgain() {
    String request = Ties.ask(as(ada), bob).expect(201).text("id");

    Ties.decline(as(bob), request).expect(204);

    assertThat(told(ada, 1)).containsExactly(told("declined", bob, request));
    assertThat(told(bob, 2)).last().isEqualTo(told("declined", ada, request));
    assertNoRequests(ada);
    Ties.decline(as(bob), request).expect(404);
    Ties.accept(as(bob), request).expect(404);
    Ties.ask(as(ada), bob).expect(201);
  }

  @Test
  void whatWasTakenBackIsGone() {
    String request = Ties.ask(as(ada), bob).expect(201).text("id");

    Ties.withdraw(as(ada), request).expect(204);

    assertThat(told(bob, 2)).last().isEqualTo(told("removed", ada, request));
    assertThat(told(ada, 1)).containsExactly(told("removed", bob, request));
    assertNoRequests(bob);
    Ties.withdraw(as(ada), request).expect(404);
    Ties.accept(as(bob), request).expect(404);
  }

  @Test
  void eitherEndsAFriendshipAndOnceMoreIsNoError() {
    Ties.befriend(api.rest(), ada, bob);

    Ties.end(as(bob), ada).expect(204);

    assertThat(friends(ada)).isEmpty();
    assertThat(friends(bob)).isEmpty();
    assertThat(told(ada, 2)).last().asString().startsWith("friend.removed " + bob.id());
    Ties.end(as(bob), ada).expect(204);
    as(bob).delete("/v1/friends/" + bob.id()).expect(204);
    as(bob).delete("/v1/friends/" + NOBODY).expect(204);
    as(bob).delete("/v1/friends/nonsense").expect(404);
    assertThat(told(ada, 2)).as("told once").hasSize(2);
  }

  @Test
  void endingAFriendshipThatIsOnlyARequestLeavesTheRequest() {
    Ties.ask(as(ada), bob).expect(201);

    Ties.end(as(bob), ada).expect(204);

    assertThat(as(bob).get(Ties.REQUESTS).at("incoming").size()).isEqualTo(1);
  }

  @Test
  void friendsComeInPages() {
    List<Person> others = Stream.generate(() -> api.rest().register("friend")).limit(5).toList();
    others.forEach(other -> Ties.befriend(api.rest(), ada, other));
    Ties.ask(as(ada), bob).expect(201);

    List<Answer> pages = as(ada).pages("/v1/friends?limit=2");

    assertThat(pages).hasSize(3);
    assertThat(pages.stream().flatMap(page -> page.texts("id").stream()))
        .containsExactlyElementsOf(others.stream().map(Person::id).sorted().toList());
    as(ada).get("/v1/friends?cursor=nonsense").expect(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=101"})
  void aPageOfNoSizeIsRefused(String query) {
    as(ada).get("/v1/friends?" + query).expect(422);
    as(ada).get("/v1/blocks?" + query).expect(422);
  }

  @Test
  void theNewestRequestsComeFirst() {
    Person cleo = api.rest().register("cleo");
    Ties.ask(as(bob), ada).expect(201);
    Ties.ask(as(cleo), ada).expect(201);

    Answer requests = as(ada).get(Ties.REQUESTS).expect(200);

    assertThat(requests.text("incoming.0.user.id")).isEqualTo(cleo.id());
    assertThat(requests.text("incoming.1.user.id")).isEqualTo(bob.id());
  }

  private static List<Function<String, Answer>> calls(Rest rest) {
    return List.of(
        id -> Ties.accept(rest, id), id -> Ties.decline(rest, id), id -> Ties.withdraw(rest, id));
  }

  private static Rest as(Person person) {
    return api.rest().as(person);
  }

  private static List<String> friends(Person person) {
    return as(person).get("/v1/friends").expect(200).texts("id");
  }

  private static void assertNoRequests(Person person) {
    Answer requests = as(person).get(Ties.REQUESTS).expect(200);
    assertThat(requests.at("incoming").size() + requests.at("outgoing").size()).isZero();
  }

  private static String told(String what, Person other, String request) {
    return "friend.%s %s %s".formatted(what, other.id(), request);
  }

  /// The news on somebody's channel, at least so many.
  private static List<String> told(Person person, int count) {
    return heard.on("parley:u:" + person.id(), count).stream()
        .peek(news -> assertThat(news.envelope().kind()).isEqualTo(Envelope.Kind.PERSONAL))
        .map(
            news ->
                news.json()
                    .replaceAll(
                        "\\{\"type\":\"([^\"]+)\",\"data\":\\{\"user\":\\{\"id\":\"([^\"]+)\".*"
                            + "\"request_id\":\"([^\"]+)\"}}",
                        "$1 $2 $3"))
        .toList();
  }
}
