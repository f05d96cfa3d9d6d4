package chat.parley.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Edits, deletions and reactions that meet, with two apis on one database.
class ChangeRacesIT {
  private static final int ROUNDS = 20;
  private static final String THUMB = "👍";

  private static Database database;
  private static RunningApi one;
  private static RunningApi two;
  private static Person ada;
  private static Person bob;
  private String room = "";

  @BeforeAll
  static void start() {
    database = Database.fresh();
    one = RunningApi.on(database);
    two = RunningApi.on(database);
    ada = one.rest().register("ada");
    bob = one.rest().register("bob");
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  @BeforeEach
  void open() {
    room = one.rest().as(ada).group(bob);
  }

  @Test
  void equalReactionsAtOnceAreOneEvent() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String message = write();
      long before = lastSeq();

      List<Answer> added =
          Together.times(4, i -> at(i).as(bob).put(Rest.reaction(message, THUMB)).expect(200));
      List<Answer> removed =
          Together.times(4, i -> at(i).as(bob).delete(Rest.reaction(message, THUMB)).expect(200));

      assertThat(added).allSatisfy(each -> assertThat(each.number("items.0.count")).isEqualTo(1));
      assertThat(removed).allSatisfy(each -> assertThat(each.items()).isEmpty());
      assertThat(lastSeq()).isEqualTo(before + 2);
    }
  }

  @Test
  void deletionsAtOnceAreOneEvent() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String message = write();
      long before = lastSeq();

      Together.times(
          4, i -> at(i).as(i < 2 ? ada : bob).delete("/v1/messages/" + message).expect(204));

      assertThat(lastSeq()).isEqualTo(before + 1);
    }
  }

  @Test
  void aMessageDoesNotHaveMoreThanTwentyDifferentReactionsHoweverManyComeAtOnce() throws Exception {
    String message = write();

    List<Answer> answers =
        Together.times(
            24,
            i ->
                at(i)
                    .as(i % 3 == 0 ? ada : bob)
                    .put(Rest.reaction(message, Character.toString(0x1F600 + i))));

    assertThat(answers.stream().filter(each -> each.status() == 200)).hasSize(20);
    assertThat(answers.stream().filter(each -> each.status() == 409)).hasSize(4);
    assertThat(one.rest().as(ada).get("/v1/messages/" + message).at("reactions").size())
        .isEqualTo(20);
  }

  @Test
  void noTextAndNoReactionComesBackAfterTheDeletion() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String message = write();
      List<Function<Rest, Answer>> calls =
          List.of(
              rest -> rest.edit(message, "resurrected"),
              rest -> rest.delete("/v1/messages/" + message),
              rest -> rest.put(Rest.reaction(message, THUMB)),
              rest -> rest.edit(message, "resurrected again"));

      List<Answer> answers = Together.times(4, i -> calls.get(i).apply(at(i).as(bob)));

      assertThat(answers.get(1).status()).isEqualTo(204);
      for (int i : new int[] {0, 2, 3}) {
        assertThat(answers.get(i).status()).as("%s", answers).isIn(200, 409);
      }
      Answer left = one.rest().as(ada).get("/v1/messages/" + message);
      assertThat(left.at("content").isNull()).isTrue();
      assertThat(left.at("reactions").size()).isZero();
    }
    assertThat(database.rowsWith("resurrected")).isZero();
    assertThat(database.number("select count(*) from reactions where emoji = '" + THUMB + "'"))
        .isZero();
  }

  /// Takes what happens between a removal's two steps: who is being removed has to wait, and is
  /// then no participant.
  @Test
  void whoIsBeingRemovedChangesAMessageBeforeTheRemovalOrNotAtAll() throws Exception {
    String message = write();
    List<Function<Rest, Answer>> calls =
        List.of(
            rest -> rest.edit(message, "late"),
            rest -> rest.delete("/v1/messages/" + message),
            rest -> rest.put(Rest.reaction(message, THUMB)));
    for (Function<Rest, Answer> call : calls) {
      try (Connection removal = database.connect();
          ExecutorService caller = Executors.newVirtualThreadPerTaskExecutor()) {
        removal.setAutoCommit(false);
        Database.change(
            removal,
            "delete from participants where conversation_id = '%s' and user_id = '%s'"
                .formatted(room, bob.id()));
        Future<Answer> answer = caller.submit(() -> call.apply(one.rest().as(bob)));
        awaitSomebodyWaitingForALock();
        Database.change(
            removal, "update conversations set last_seq = last_seq + 1 where id = '" + room + "'");
        removal.commit();

        assertThat(answer.get().status()).isEqualTo(404);
      }
      database.change(
          """
          insert into participants (conversation_id, user_id, role, joined_at, joined_seq,
                                    last_read_seq, last_delivered_seq)
          values ('%s', '%s', 'member', now(), 0, 0, 0)
          """
              .formatted(room, bob.id()));
    }
  }

  /// What decides a change is read after the wait for its turn. This one waits while another
  /// deletes the message.
  @Test
  void anEditThatWaitedForADeletionSeesIt() throws Exception {
    String message = write();
    try (Connection deletion = database.connect();
        ExecutorService caller = Executors.newVirtualThreadPerTaskExecutor()) {
      deletion.setAutoCommit(false);
      Database.change(
          deletion, "update conversations set last_seq = last_seq + 1 where id = '" + room + "'");
      Future<Answer> edit = caller.submit(() -> one.rest().as(bob).edit(message, "resurrected"));
      awaitSomebodyWaitingForALock();
      Database.change(
          deletion,
          "update messages set content = null, deleted_at = now() where id = '" + message + "'");
      deletion.commit();

      assertThat(edit.get().status()).isEqualTo(409);
    }
  }

  /// Whoever hears all frames and applies them in their order has what the api would answer.
  @Test
  void theFramesInTheirOrderAddUpToWhatIsThere() throws Exception {
    List<Person> people = IntStream.range(0, 6).mapToObj(i -> one.rest().register("p")).toList();
    String crowd = one.rest().as(people.getFirst()).group(people.toArray(Person[]::new));
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      List<String> messages =
          IntStream.range(0, 4)
              .mapToObj(i -> one.rest().as(people.get(i)).write(crowd, "said").text("id"))
              .toList();

      Together.times(
          people.size(),
          i -> {
            Random random = new Random(i);
            Rest rest = at(i).as(people.get(i));
            for (int n = 0; n < 40; n++) {
              change(rest, messages, random, i + "." + n);
            }
            return i;
          });

      Answer page = one.rest().as(people.getFirst()).get(Rest.messages(crowd)).expect(200);
      long last =
          one.rest().as(people.getFirst()).get("/v1/conversations/" + crowd).number("last_seq");
      List<JsonNode> frames =
          heard.durable("parley:c:" + crowd, (int) last - 1).stream()
              .map(each -> parse(each.json()))
              .sorted(Comparator.comparingLong(frame -> number(frame, "seq")))
              .toList();
      assertThat(frames.stream().map(frame -> number(frame, "seq")))
          .containsExactlyElementsOf(LongStream.rangeClosed(2, last).boxed().toList());
      assertThat(frames.stream().map(frame -> string(frame, "at")))
          .isSorted()
          .doesNotHaveDuplicates();
      Map<String, Seen> seen = new TreeMap<>();
      frames.forEach(frame -> apply(frame, seen));
      assertThat(seen)
          .isEqualTo(
              page.items().stream()
                  .skip(1)
                  .collect(
                      TreeMap::new,
                      (all, message) -> all.put(string(message, "id"), Seen.of(message)),
                      Map::putAll));
    }
  }

  private static void change(Rest rest, List<String> messages, Random random, String text) {
    String message = messages.get(random.nextInt(messages.size()));
    String emoji = Character.toString(0x1F600 + random.nextInt(3));
    Answer answer =
        switch (random.nextInt(25)) {
          case 0 -> rest.delete("/v1/messages/" + message);
          case 1, 2, 3, 4, 5, 6, 7, 8 -> rest.edit(message, text);
          case 9, 10, 11, 12, 13, 14, 15 -> rest.delete(Rest.reaction(message, emoji));
          default -> rest.put(Rest.reaction(message, emoji));
        };
    assertThat(answer.status()).as("%s", answer).isIn(200, 204, 403, 409);
  }

  private static void apply(JsonNode frame, Map<String, Seen> seen) {
    JsonNode data = requireNonNull(frame.get("data"));
    switch (string(frame, "type")) {
      case "message.created", "message.edited" -> seen.put(string(data, "id"), Seen.of(data));
      case "message.deleted" -> seen.put(string(data, "message_id"), new Seen("", 0, Map.of()));
      default -> {
        Seen before = requireNonNull(seen.get(string(data, "message_id")));
        Map<String, Long> reactions = new TreeMap<>(before.reactions());
        reactions.put(string(data, "emoji"), number(data, "count"));
        reactions.values().removeAll(Collections.singleton(0L));
        seen.put(string(data, "message_id"), new Seen(before.content(), before.edits(), reactions));
      }
    }
  }

  /// What a client shows of a message.
  private record Seen(String content, long edits, Map<String, Long> reactions) {
    static Seen of(JsonNode message) {
      if (requireNonNull(message.get("content")).isNull()) {
        return new Seen("", 0, Map.of());
      }
      Map<String, Long> reactions = new TreeMap<>();
      requireNonNull(message.get("reactions"))
          .values()
          .forEach(each -> reactions.put(string(each, "emoji"), number(each, "count")));
      return new Seen(string(message, "content"), number(message, "edit_count"), reactions);
    }
  }

  private String write() {
    return one.rest().as(bob).write(room, "said").expect(201).text("id");
  }

  private long lastSeq() {
    return one.rest().as(ada).get("/v1/conversations/" + room).number("last_seq");
  }

  private static Rest at(int i) {
    return (i % 2 == 0 ? one : two).rest();
  }

  private static String string(JsonNode node, String member) {
    return requireNonNull(node.get(member)).getStringValue();
  }

  private static long number(JsonNode node, String member) {
    return requireNonNull(node.get(member)).getLongValue();
  }

  private static JsonNode parse(String json) {
    try {
      return requireNonNull(JsonMapper.createDefault().readValue(json, JsonNode.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitSomebodyWaitingForALock() {
    await()
        .until(
            () ->
                database.number(
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                            + " and datname = current_database()")
                    == 1);
  }
}
