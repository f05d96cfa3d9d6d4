package chat.parley.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import io.micronaut.json.tree.JsonNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reading a history in pages.
class PagesIT {
  private static Database database;
  private static RunningApi api;
  private static Rest ada;
  private static String room;
  private static String messages;

  /// The ids of the room's messages by their numbers, of which some are missing.
  private static final TreeMap<Long, String> HISTORY = new TreeMap<>();

  @BeforeAll
  static void start() throws SQLException {
    database = Database.fresh();
    api = RunningApi.on(database);
    ada = api.rest().as(api.rest().register("ada"));
    room = ada.group();
    messages = Rest.messages(room);
    JsonNode created = ada.get(messages).expect(200).items().getFirst();
    HISTORY.put(1L, requireNonNull(created.get("id")).getStringValue());
    for (int i = 0; i < 14; i++) {
      if (i == 4 || i == 9) {
        // As other events than messages take numbers too.
        database.change(
            "update conversations set last_seq = last_seq + 2 where id = '" + room + "'");
      }
      Answer sent = ada.write(room, "message " + i).expect(201);
      HISTORY.put(sent.number("seq"), sent.text("id"));
    }
    assertThat(HISTORY.lastKey()).isEqualTo(19);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void everyPageIsTheOneThatASimpleModelExpects() {
    for (int limit = 1; limit <= 7; limit++) {
      for (Direction direction : Direction.values()) {
        for (long anchor = 0; anchor <= HISTORY.lastKey() + 2; anchor++) {
          Window expected = Window.of(direction, anchor, limit);
          String query = "?limit=" + limit + "&" + direction.parameter() + "=";
          assertPage(messages + query + anchor, limit, direction, expected);
          if (HISTORY.containsKey(anchor)) {
            assertPage(messages + query + HISTORY.get(anchor), limit, direction, expected);
          }
        }
      }
    }
  }

  @Test
  void withoutAnAnchorItIsTheNewestInAscendingOrder() {
    Answer page = ada.get(messages + "?limit=3");

    assertThat(seqs(page)).containsExactly(17L, 18L, 19L);
    assertThat(page.at("has_before").getBooleanValue()).isTrue();
    assertThat(page.at("has_after").getBooleanValue()).isFalse();
    assertThat(Answer.members(page.whole()))
        .containsExactlyInAnyOrder("items", "next_cursor", "has_before", "has_after");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 15, 100})
  void cursorsVisitEveryMessageOnceBackward(int limit) {
    List<Answer> pages = ada.pages(messages + "?limit=" + limit);

    Collections.reverse(pages);
    assertThat(pages.stream().flatMap(page -> seqs(page).stream()))
        .containsExactlyElementsOf(HISTORY.keySet());
    assertThat(pages).hasSize(Math.ceilDiv(15, limit));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 15, 100})
  void cursorsVisitEveryMessageOnceForward(int limit) {
    List<Answer> pages = ada.pages(messages + "?after=0&limit=" + limit);

    assertThat(pages.stream().flatMap(page -> seqs(page).stream()))
        .containsExactlyElementsOf(HISTORY.keySet());
    assertThat(pages).hasSize(Math.ceilDiv(15, limit));
  }

  @Test
  void aPageAroundAMessageGoesOnForward() {
    List<Answer> pages = ada.pages(messages + "?limit=4&around=" + HISTORY.get(4L));

    assertThat(seqs(pages.getFirst())).containsExactly(2L, 3L, 4L, 5L);
    assertThat(pages.stream().flatMap(page -> seqs(page).stream()))
        .containsExactlyElementsOf(HISTORY.tailMap(2L).keySet());
  }

  @Test
  void messagesThatComeMeanwhileDisturbNoPaging() {
    String other = ada.group();
    LongStream.rangeClosed(2, 10).forEach(i -> ada.write(other, "early").expect(201));
    String path = Rest.messages(other) + "?limit=4";
    Answer newest = ada.get(path);
    ada.write(other, "late").expect(201);

    Answer older = ada.get(path + "&cursor=" + newest.text("next_cursor"));

    assertThat(seqs(newest)).containsExactly(7L, 8L, 9L, 10L);
    assertThat(seqs(older)).containsExactly(3L, 4L, 5L, 6L);
    assertThat(older.at("has_after").getBooleanValue()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?before=7", "?after=0", "?around=1"})
  void anEmptyConversationHasAnEmptyPage(String query) {
    Person bob = api.rest().register("bob");
    String empty = ada.direct(bob).expect(201).text("id");

    Answer page = ada.get(Rest.messages(empty) + query);

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.items()).isEmpty();
    assertThat(page.at("next_cursor").isNull()).isTrue();
    assertThat(page.at("has_before").getBooleanValue()).isFalse();
    assertThat(page.at("has_after").getBooleanValue()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"before", "after", "around"})
  void aMessageOfAnotherConversationIsNoAnchor(String parameter) {
    String foreign = ada.write(ada.group(), "elsewhere").expect(201).text("id");

    Answer refused = ada.get(messages + "?" + parameter + "=" + foreign);

    assertThat(refused.status()).as("%s", refused).isEqualTo(404);
    assertThat(refused.text("code")).isEqualTo("not_found");
  }

  @Test
  void aMessageHasTheMembersOfTheContractAndNoOther() {
    Answer page = ada.get(messages + "?around=2&limit=2");
    JsonNode system = page.items().getFirst();
    JsonNode text = page.items().getLast();

    assertThat(List.of(system, text))
        .allSatisfy(
            message ->
                assertThat(Answer.members(message))
                    .containsExactlyInAnyOrder(
                        "id",
                        "conversation_id",
                        "seq",
                        "type",
                        "sender",
                        "content",
                        "attachments",
                        "reply_to",
                        "thread",
                        "mentions",
                        "reactions",
                        "forwarded_from",
                        "pinned",
                        "client_id",
                        "created_at",
                        "edited_at",
                        "edit_count",
                        "deleted_at",
                        "system"));
    assertThat(requireNonNull(system.get("sender")).isNull()).isTrue();
    assertThat(Answer.members(requireNonNull(system.get("system"))))
        .containsExactlyInAnyOrder("kind", "actor_id", "subject_ids", "value");
    assertThat(requireNonNull(text.get("system")).isNull()).isTrue();
    assertThat(Answer.members(requireNonNull(text.get("sender"))))
        .containsExactlyInAnyOrder("id", "username", "display_name", "avatar_url");
    assertThat(Answer.members(requireNonNull(text.get("thread"))))
        .containsExactlyInAnyOrder("reply_count", "last_reply_at");
  }

  private static void assertPage(String path, int limit, Direction direction, Window expected) {
    Answer page = ada.get(path).expect(200);
    expected.assertIs(path, page);
    if (!page.at("next_cursor").isNull()) {
      String next = messages + "?limit=" + limit + "&cursor=" + page.text("next_cursor");
      Direction onward = direction == Direction.AROUND ? Direction.AFTER : direction;
      List<Long> seqs = seqs(page);
      long from = onward == Direction.BEFORE ? seqs.getFirst() : seqs.getLast();
      Window.of(onward, from, limit).assertIs("after " + path, ada.get(next).expect(200));
    }
  }

  private static List<Long> seqs(Answer page) {
    return page.items().stream()
        .map(item -> requireNonNull(item.get("seq")).getLongValue())
        .toList();
  }

  private enum Direction {
    BEFORE,
    AFTER,
    AROUND;

    String parameter() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The messages from one place of the history to another.
  private record Window(int from, int to, boolean goesOn) {
    private static final List<Long> ALL = new ArrayList<>();

    static Window of(Direction direction, long anchor, int limit) {
      if (ALL.isEmpty()) {
        ALL.addAll(HISTORY.keySet());
      }
      int below = (int) ALL.stream().filter(seq -> seq < anchor).count();
      int upTo = (int) ALL.stream().filter(seq -> seq <= anchor).count();
      return switch (direction) {
        case BEFORE -> new Window(Math.max(0, below - limit), below, below > limit);
        case AFTER -> forward(upTo, upTo + limit);
        case AROUND -> forward(Math.max(0, below - limit / 2), below + limit - limit / 2);
      };
    }

    private static Window forward(int from, int to) {
      return new Window(from, Math.min(ALL.size(), to), to < ALL.size());
    }

    void assertIs(String path, Answer page) {
      assertThat(
              Map.of(
                  "items", seqs(page),
                  "has_before", page.at("has_before").getBooleanValue(),
                  "has_after", page.at("has_after").getBooleanValue(),
                  "goes_on", !page.at("next_cursor").isNull()))
          .as(path)
          .isEqualTo(
              Map.of(
                  "items",
                  ALL.subList(from, to),
                  "has_before",
                  from > 0,
                  "has_after",
                  to < ALL.size(),
                  "goes_on",
                  goesOn));
    }
  }
}
