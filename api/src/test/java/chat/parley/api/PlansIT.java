package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// How PostgreSQL carries out what the api asks for, with a [Multitude] in its database. It
/// writes each plan itself (`auto_explain`), so these are the statements, the parameters and the
/// prepared plans of real requests. The plans are kept in `target/plans`.
///
/// In one class, however long it is: which plan is prepared depends on what the connections have
/// carried out before.
class PlansIT {
  private static final Path PLANS = Path.of("target", "plans");

  /// After five times with plans made for the parameters PostgreSQL may settle on one for all.
  private static final int TIMES = 12;

  private static final Pattern FULL_SCAN =
      Pattern.compile(
          "Seq Scan on (messages\\w*|read_marks|events\\w*|participants|conversations|accounts|sessions|refresh_tokens"
              + "|message_edits|hidden_messages|reactions|reaction_counts|friendships|blocks)");

  /// A step that was carried out in one of the parts of `messages`.
  private static final Pattern STEP = Pattern.compile(" on messages_p(\\d+)\\b[^\\n]*\\(actual ");

  private static final int PARTS = 8;

  private static PlanningDatabase database;
  private static RunningApi api;
  private static Person ada;
  private static Rest rest;
  private static String room;

  @BeforeAll
  static void start() throws SQLException, IOException {
    database = new PlanningDatabase();
    api =
        database.api(
            Map.of(
                "datasources.default.maximum-pool-size",
                2,
                "parley.sessions.look-interval",
                "100ms",
                "parley.auth.forget-interval",
                "100ms"));
    ada = api.rest().register("ada");
    rest = api.rest().as(ada);
    database.fill(connection -> new Multitude(connection, ada).come());
    room = rest.get("/v1/conversations?limit=1").expect(200).text("items.0.id");
    Files.createDirectories(PLANS);
  }

  @AfterAll
  static void stop() {
    api.close();
    database.close();
  }

  @Test
  void sending() throws IOException {
    String plan =
        planOf("send", "insert into messages", () -> rest.write(room, "planned").expect(201));

    assertThat(plan).contains("Index Scan using conversations_pkey");
    assertInOnePart(plan);
  }

  @Test
  void replying() throws IOException {
    String id = rest.get(Rest.messages(room) + "?after=500&limit=1").text("items.0.id");
    String body = "{\"content\": \"so be it\", \"reply_to\": \"%s\"}".formatted(id);

    String plan =
        planOf(
            "reply", "insert into threads", () -> rest.post(Rest.messages(room), body).expect(201));

    assertInOnePart(plan);
    String thread =
        planOf(
            "thread",
            "with anchor as",
            () -> rest.get("/v1/messages/" + id + "/replies").expect(200));
    // The message whose thread it is comes from outside, by its id alone.
    assertInOnePart(thread.replaceAll("(?m)^.* on messages_p\\d t_.*$", ""));
  }

  @Test
  void sendingWhatMayBeARepetition() throws IOException {
    String body = "{\"content\": \"planned\", \"client_id\": \"again\"}";
    rest.post(Rest.messages(room), body).expect(201);

    assertInOnePart(
        planOf(
            "send-again",
            "insert into messages",
            () -> rest.post(Rest.messages(room), body).expect(200)));
  }

  @Test
  void theNewestMessages() throws IOException {
    String plan =
        planOf("page-newest", "with anchor as", () -> rest.get(Rest.messages(room)).expect(200));

    assertThat(plan)
        .containsPattern("Index Scan Backward using messages_p\\d_conversation_id_seq_idx")
        .as("whether there is more is looked up once, not for each message")
        .containsPattern("CTE sides\\n.*loops=1\\)");
    assertInOnePart(plan);
  }

  @Test
  void messagesAroundOne() throws IOException {
    String id = rest.get(Rest.messages(room) + "?after=500&limit=1").text("items.0.id");

    assertInOnePart(
        planOf(
            "page-around",
            "with anchor as",
            () -> rest.get(Rest.messages(room) + "?around=" + id).expect(200)));
  }

  @Test
  void oneMessage() throws IOException {
    String id = rest.get(Rest.messages(room) + "?after=500&limit=1").text("items.0.id");

    String plan =
        planOf("message", "from messages m", () -> rest.get("/v1/messages/" + id).expect(200));

    assertThat(
            Pattern.compile("using messages_p\\d_pkey on messages_p\\d m_").matcher(plan).results())
        .as(plan)
        .hasSize(PARTS);
    planOf("edits", "message_edits", () -> rest.get("/v1/messages/" + id + "/edits").expect(200));
  }

  @Test
  void changingAMessage() throws IOException {
    String id = rest.write(room, "mine").expect(201).text("id");
    AtomicInteger text = new AtomicInteger();
    Runnable edit = () -> rest.edit(id, "text " + text.incrementAndGet()).expect(200);

    String lock = planOf("change-lock", "actor as materialized", edit);
    assertThat(parts(lock)).as(lock).hasSize(PARTS);
    assertInOnePart(planOf("edit", "insert into message_edits", edit));
    assertInOnePart(planOf("changed", "room as materialized (select $1::uuid as id)", edit));
    assertInOnePart(
        planOf(
            "react",
            "insert into reactions",
            () -> rest.put(Rest.reaction(id, "\uD83D\uDC4D")).expect(200)));
    assertInOnePart(
        planOf(
            "unreact",
            "delete from reaction_counts",
            () -> rest.delete(Rest.reaction(id, "\uD83D\uDC4D")).expect(200)));
    assertInOnePart(
        planOf("delete", "delete from message_edits", () -> rest.delete("/v1/messages/" + id)));
    planOf(
        "hide", "insert into hidden_messages", () -> rest.delete("/v1/messages/" + id + "?for=me"));
  }

  @Test
  void theListOfConversations() throws IOException {
    planOf("list", "from participants p", () -> rest.get("/v1/conversations").expect(200));
  }

  @Test
  void oneConversation() throws IOException {
    planOf(
        "conversation",
        "from conversations c",
        () -> rest.get("/v1/conversations/" + room).expect(200));
  }

  @Test
  void theEventsAfterAPosition() throws IOException {
    assertInOnePart(
        planOf(
            "events",
            "with ordinality",
            () -> rest.get("/v1/conversations/" + room + "/events?after=900").expect(200)));
  }

  @Test
  void theEventsOfManyConversations() throws IOException {
    List<String> ranges =
        rest.get("/v1/conversations?limit=100").expect(200).texts("id").stream()
            .map(id -> Gateway.range(id, 980, 500))
            .toList();

    planOf(
        "replay", "with ordinality", () -> new Gateway(api).events(ranges.toArray(String[]::new)));
  }

  @Test
  void reading() throws IOException {
    AtomicLong seq = new AtomicLong(980);

    String plan =
        planOf(
            "read",
            "insert into read_marks",
            () ->
                rest.post(
                        "/v1/conversations/" + room + "/read",
                        "{\"seq\": %d}".formatted(seq.incrementAndGet()))
                    .expect(200));

    assertThat(plan).containsPattern("messages_p\\d_conversation_id_seq_idx");
    assertInOnePart(plan);
  }

  @Test
  void reportingDeliveries() throws IOException {
    String items =
        rest.get("/v1/conversations?limit=100").expect(200).texts("id").stream()
            .map(
                id ->
                    "{\"user_id\": \"%s\", \"conversation_id\": \"%s\", \"seq\": 1}"
                        .formatted(ada.id(), id))
            .collect(Collectors.joining(",", "{\"items\": [", "]}"));

    planOf(
        "delivered",
        "with reported as",
        () -> new Gateway(api).post("/internal/v1/realtime/delivered", items).expect(204));
  }

  @Test
  void theReceiptsOfAMessage() throws IOException {
    String id = rest.get(Rest.messages(room) + "?after=500&limit=1").text("items.0.id");

    planOf(
        "receipts",
        "seen.at as read_at",
        () -> rest.get("/v1/messages/" + id + "/receipts").expect(200));
  }

  @Test
  void opening() throws IOException {
    Runnable open = () -> new Gateway(api).open(Gateway.item(ada.id(), ada.session())).expect(200);

    planOf("open-sessions", "join sessions", open);
    planOf("open-positions", "p.last_read_seq, p.joined_seq", open);
  }

  @Test
  void rechecking() throws IOException {
    planOf(
        "recheck",
        "coalesce(revoked_reason",
        () ->
            new Gateway(api)
                .post("/internal/v1/realtime/recheck", "{\"within_ms\": 70000}")
                .expect(200));
  }

  /// Of sessions of which half ended long ago. It looks by itself, as often as is set above.
  @Test
  void lookingForEndedSessions() throws IOException {
    String plan = planOf("endings", "suspended_at > now()", () -> {});

    assertThat(plan).contains("sessions_revoked_at", "accounts_suspended_at");
  }

  @Test
  void theListOfSessions() throws IOException {
    planOf("sessions", "from sessions s", () -> rest.get("/v1/auth/sessions").expect(200));
  }

  @Test
  void loggingInAndStayingSo() throws IOException {
    AtomicReference<String> token = new AtomicReference<>(Login.of(api.rest(), ada).refreshToken());
    Runnable refresh =
        () ->
            token.set(
                rest.post("/v1/auth/refresh", "{\"refresh_token\": \"" + token.get() + "\"}")
                    .expect(200)
                    .text("refresh_token"));

    planOf("begin-session", "insert into sessions", () -> Login.of(api.rest(), ada));
    String plan = planOf("refresh-lock", "t.successor_salt", refresh);
    planOf("refresh-spend", "insert into refresh_tokens", refresh);

    assertThat(plan).contains("refresh_tokens_pkey");
  }

  /// It looks by itself, as often as is set above.
  @Test
  void forgettingTokens() throws IOException {
    assertThat(planOf("forget-salts", "set successor_salt = null", () -> {}))
        .contains("refresh_tokens_successor_salt");
    assertThat(planOf("forget-tokens", "with alone as", () -> {}))
        .contains("refresh_tokens_expires_at");
  }

  @Test
  void whoIsInAConversation() throws IOException {
    planOf(
        "participants",
        "from participants reader",
        () -> rest.get("/v1/conversations/" + room + "/participants").expect(200));
  }

  /// All that is written is found by its key, the events of the new participants too.
  @Test
  void joiningAndLeaving() throws IOException {
    Room open = Room.open(rest, "public");
    Rest joining = api.rest().as(api.rest().register("joining"));
    Runnable joinAndLeave =
        () -> {
          open.join(joining).expect(200);
          open.leave(joining).expect(204);
        };

    planOf("append", "with entry as", joinAndLeave);
    planOf("join", "with begun as", joinAndLeave);
    planOf("leave", "with gone as", joinAndLeave);
    planOf("membership", "left join bans", joinAndLeave);
  }

  @Test
  void friends() throws IOException {
    Rest asking = api.rest().as(api.rest().register("asking"));
    Runnable askAndWithdraw =
        () -> Ties.withdraw(asking, Ties.ask(asking, ada).expect(201).text("id")).expect(204);

    planOf("pair", "with known as", askAndWithdraw);
    planOf("ask", "insert into friendships", askAndWithdraw);
    planOf("friends", "as id from friendships", () -> rest.get("/v1/friends").expect(200));
    planOf("friend-requests", "row_number()", () -> rest.get(Ties.REQUESTS).expect(200));
  }

  @Test
  void blocks() throws IOException {
    Person blocked = api.rest().register("blocked");
    rest.direct(blocked).expect(201);
    Runnable blockAndLift =
        () -> {
          Ties.block(rest, blocked).expect(204);
          Ties.lift(rest, blocked).expect(204);
        };

    planOf("block-lock", "for no key update of p", blockAndLift);
    planOf("block", "set blocked =", blockAndLift);
    planOf("share", "select exists (select from participants p", blockAndLift);
    planOf("around", "as id) viewer", blockAndLift);
    planOf("blocks", "from blocks", () -> rest.get("/v1/blocks").expect(200));
  }

  @Test
  void presence() throws IOException {
    boolean[] online = {false};
    Runnable report =
        () -> {
          online[0] = !online[0];
          new Gateway(api)
              .post(
                  "/internal/v1/realtime/presence",
                  "{\"changes\": [{\"user_id\": \"%s\", \"online\": %s}]}"
                      .formatted(ada.id(), online[0]))
              .expect(204);
        };

    planOf("presence-report", "with changing as", report);
    planOf("presence-audiences", "p.user_id, p.conversation_id", report);
    planOf(
        "presence-online",
        "where online",
        () -> new Gateway(api).post("/internal/v1/realtime/presence/online", "{}").expect(200));
    planOf(
        "presence-participants",
        "from participants viewer",
        () -> rest.get("/v1/conversations/" + room + "/online").expect(200));
  }

  /// Among 100,000 people.
  @Test
  void findingPeople() throws IOException {
    for (String query : List.of("an", "anna", "Anna Marberg", "anna mrberg", "person-1999")) {
      String plan =
          planOf(
              "users-" + query.replace(' ', '-'),
              "with wanted as",
              () -> rest.get("/v1/users?query=" + query.replace(" ", "%20")).expect(200));

      assertThat(plan)
          .contains("accounts_username_prefix", "accounts_display_name_prefix")
          .contains("accounts_names_trigrams");
    }
    planOf("users-online", "where u.online", () -> rest.get("/v1/users/online").expect(200));
  }

  /// As it is between two losses: nothing is due, and the index is walked all the same.
  @Test
  void relaying() throws IOException {
    String plan =
        planOf(
            "relay",
            "with due as",
            () -> new Gateway(api).post("/internal/v1/outbox/relay", "").expect(200));

    assertThat(plan).contains("Index Scan using outbox_pkey on outbox");
  }

  @Test
  void loggingIn() throws IOException {
    // One hash takes 20 ms, so not as often as the others.
    planOf(
        "login",
        "select id, password_hash",
        () ->
            rest.post(
                    "/v1/auth/login",
                    "{\"username\": \"%s\", \"password\": \"x\"}".formatted(ada.username()))
                .expect(401));
  }

  private static void assertInOnePart(String plan) {
    assertThat(parts(plan)).as(plan).hasSize(1);
  }

  /// Those of `messages` that were looked into.
  private static Set<String> parts(String plan) {
    return STEP.matcher(plan).results().map(step -> step.group(1)).collect(Collectors.toSet());
  }

  /// The plan of the last of several equal requests; none may read a table from end to end.
  private static String planOf(String name, String statement, Runnable request) throws IOException {
    long before = database.mark();
    for (int i = 0; i < TIMES; i++) {
      request.run();
    }
    List<String> plans =
        await()
            .pollDelay(Duration.ZERO)
            .until(() -> database.plans(before, statement), found -> found.size() >= TIMES);
    String plan = plans.getLast();
    Files.writeString(PLANS.resolve(name + ".txt"), plan);

    assertThat(plans)
        .allSatisfy(
            each ->
                assertThat(FULL_SCAN.matcher(each).results().map(found -> found.group()))
                    .as(each)
                    .isEmpty());
    return plan;
  }
}
