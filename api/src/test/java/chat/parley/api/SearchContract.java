package chat.parley.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What searching finds, whichever way it goes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SearchContract {
  private final Map<String, Object> settings;
  private final Database database = Database.fresh();
  private RunningApi api;
  private Person bob;
  private Rest ada;
  private String room = "";

  SearchContract(Map<String, Object> settings) {
    this.settings = settings;
  }

  @BeforeAll
  void start() {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("parley.database.url", database.url());
    api = RunningApi.with(all);
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @BeforeEach
  void register() {
    ada = api.rest().as(api.rest().register("ada"));
    bob = api.rest().register("bob");
    room = ada.group(bob);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          The quick brown Fox      | fox
          The quick brown fox      | QUI bro
          The quick brown fox      | "quick brown" the
          Crème brûlée, s'il te plaît | creme BRULEE plait
          Straße nach München      | strasse munchen
          Привет, мир              | привет
          我们明天在北京见面           | 北京
          我们明天在北京见面           | 在北京见
          東京タワーへ行きました        | タワー
          東京タワーへ行きました        | 東京
          ภาษาไทยไม่ยากเลย         | ภาษาไทย
          안녕하세요 여러분            | 안녕
          see https://example.com/a_b | example
          two \\\\ 'quotes' & ! (:*) <-> | "two quotes"
          """)
  void wordsAreFoundInAnyLanguage(String content, String query) {
    String id = ada.write(room, content).expect(201).text("id");
    ada.write(room, "something else").expect(201);

    Answer found = search(query);

    assertThat(ids(found)).containsExactly(id);
    assertThat(found.at("items.0.highlights").size()).isPositive();
    assertThat(found.at("items.0.rank").getDoubleValue()).isBetween(0.0, 1.0);
    assertThat(found.at("items.0.message")).isEqualTo(ada.get("/v1/messages/" + id).whole());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          The quick brown fox | "brown quick"
          The quick brown fox | "quic"
          The quick brown fox | quick red
          The quick brown fox | ox
          我们明天在北京见面     | 京北
          上海和北京            | 海北
          """)
  void whatDoesNotMatchIsNotFound(String content, String query) {
    ada.write(room, content).expect(201);

    assertThat(search(query).items()).isEmpty();
  }

  @Test
  void anyQueryIsAnswered() {
    for (String odd :
        List.of(
            " ", "\"", "'", "\\", "& | ! :* <->", "a:*b", "''::tsquery", "\uDBFF\uDFFF", "(((")) {
      search(odd);
    }
    search("的".repeat(200));
    search("a ".repeat(100));
    search("\"" + "x ".repeat(99));
    for (String refused :
        List.of("", "?q=", "?q=" + "a".repeat(201), "?q=a%00b", "?q=a&limit=0", "?q=a&sort=fate")) {
      ada.get("/v1/search/messages" + refused).expect(422);
    }
    for (String unreadable :
        List.of("cursor=x", "before=soon", "conversation_id=x", "limit=many")) {
      ada.get("/v1/search/messages?q=a&" + unreadable).expect(400);
    }
    api.rest().get("/v1/search/messages?q=a").expect(401);
  }

  @Test
  void onlyWhatTheCallerMayReadIsFound() {
    Rest other = api.rest().as(bob);
    String said = other.write(room, "secret").expect(201).text("id");
    String elsewhere = other.group();
    other.write(elsewhere, "secret too").expect(201);
    Person carol = api.rest().register("carol");

    assertThat(ids(search("secret"))).containsExactly(said);
    assertThat(search("secret", "&conversation_id=" + elsewhere).items()).isEmpty();
    assertThat(search(api.rest().as(carol), "secret", "").items()).isEmpty();

    new Room(room).add(ada, carol).expect(200);
    assertThat(search(api.rest().as(carol), "secret", "").items()).hasSize(1);
    new Room(room).leave(api.rest().as(carol)).expect(204);
    assertThat(search(api.rest().as(carol), "secret", "").items()).isEmpty();

    ada.delete("/v1/messages/" + said + "?for=me").expect(204);
    assertThat(search("secret").items()).isEmpty();
    assertThat(search(other, "secret", "").items()).hasSize(2);
  }

  @Test
  void whatIsEditedOrDeletedIsNotFoundByWhatItSaid() throws SQLException {
    String id = ada.write(room, "erstwhile").expect(201).text("id");

    ada.edit(id, "nowadays").expect(200);
    assertThat(search("erstwhile").items()).isEmpty();
    assertThat(search("nowadays").items()).hasSize(1);

    ada.delete("/v1/messages/" + id).expect(204);
    assertThat(search("nowadays").items()).isEmpty();
    assertThat(database.rowsWith("nowadays")).isZero();
  }

  /// As a program does it that knows nothing of the words.
  @Test
  void aTextThatIsChangedAloneTakesItsWordsWithIt() throws SQLException {
    String id = ada.write(room, "erstwhile").expect(201).text("id");

    database.change("update messages set content = 'nowadays' where id = '" + id + "'");
    assertThat(search("erstwhile").items()).isEmpty();

    database.change("update messages set content = null where id = '" + id + "'");
    assertThat(database.rowsWith("erstwhile")).isZero();
  }

  @Test
  void hitsAreFilteredBySenderTypeConversationAndTime() {
    Answer first = ada.write(room, "lunch").expect(201);
    String second = api.rest().as(bob).write(room, "lunch").expect(201).text("id");
    String third = ada.write(ada.group(), "lunch").expect(201).text("id");
    String at = "=" + first.text("created_at");

    assertThat(ids(search("lunch", "&sender_id=" + bob.id()))).containsExactly(second);
    assertThat(search("lunch", "&conversation_id=" + room).items()).hasSize(2);
    assertThat(search("lunch", "&type=text").items()).hasSize(3);
    assertThat(search("lunch", "&type=image").items()).isEmpty();
    assertThat(ids(search("lunch", "&sort=time&after" + at))).containsExactly(third, second);
    assertThat(search("lunch", "&before" + at).items()).isEmpty();
    assertThat(search("lunch", "&before=9999-12-31T23:59:59.999Z").items()).hasSize(3);
    assertThat(search("lunch", "&after=-9999-12-31T23:59:59.999Z").items()).hasSize(3);
  }

  @Test
  void whatFitsBetterComesFirstUnlessItIsTheNewestThatIsWanted() {
    String best = ada.write(room, "tea tea tea").expect(201).text("id");
    String good = ada.write(room, "tea with a little milk").expect(201).text("id");
    String fair = ada.write(room, "a team of ten people drinks").expect(201).text("id");

    assertThat(ids(search("tea"))).containsExactly(best, good, fair);
    assertThat(ids(search("tea", "&sort=time"))).containsExactly(fair, good, best);
  }

  @ParameterizedTest
  @CsvSource({"rank", "time"})
  void pagesShowEachHitOnceAlsoWhenOthersComeInBetween(String sort) {
    List<String> sent = new ArrayList<>();
    String direct = ada.direct(bob).text("id");
    IntStream.range(0, 25)
        .forEach(
            i ->
                sent.add(
                    ada.write(i % 2 == 0 ? room : direct, "cake " + "and cake ".repeat(i % 3))
                        .expect(201)
                        .text("id")));
    String path = "/v1/search/messages?q=cake&limit=10&sort=" + sort;

    Answer first = ada.get(path).expect(200);
    ada.write(room, "cake cake cake").expect(201);
    Answer second = ada.get(path + "&cursor=" + first.text("next_cursor")).expect(200);
    Answer third = ada.get(path + "&cursor=" + second.text("next_cursor")).expect(200);

    List<String> all = new ArrayList<>();
    List.of(first, second, third).forEach(page -> all.addAll(ids(page)));
    assertThat(third.at("next_cursor").isNull()).isTrue();
    assertThat(all).containsExactlyInAnyOrderElementsOf(sent);
    if (sort.equals("time")) {
      assertThat(all).isEqualTo(sent.reversed());
    }
    String other = sort.equals("time") ? "rank" : "time";
    ada.get("/v1/search/messages?q=cake&sort=" + other + "&cursor=" + first.text("next_cursor"))
        .expect(400);
  }

  Database database() {
    return database;
  }

  Rest ada() {
    return ada;
  }

  String room() {
    return room;
  }

  /// Of the messages that were found.
  static List<String> ids(Answer found) {
    return found.items().stream()
        .map(hit -> requireNonNull(requireNonNull(hit.get("message")).get("id")).getStringValue())
        .toList();
  }

  Answer search(String query) {
    return search(query, "");
  }

  Answer search(String query, String more) {
    return search(ada, query, more);
  }

  static Answer search(Rest rest, String query, String more) {
    return rest.get(
            "/v1/search/messages?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + more)
        .expect(200);
  }
}
