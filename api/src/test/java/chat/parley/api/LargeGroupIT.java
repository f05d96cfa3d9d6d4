package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Person;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// In a group of ten thousand nothing that one person does looks at all the others. PostgreSQL
/// says itself how many rows each step of each statement gave (`auto_explain`).
class LargeGroupIT {
  private static final int PEOPLE = 10_000;

  /// With nobody else about, to read all accounts at once would be no mistake.
  private static final int STRANGERS = 20_000;

  /// A page of a hundred, and a few times that for what belongs to it.
  private static final double MOST_ROWS = 600;

  private static final Pattern STEP =
      Pattern.compile("\\(actual [^)]*rows=([0-9.]+) loops=(\\d+)\\)");
  private static final Pattern REMOVED = Pattern.compile("Rows Removed by [\\w ]+: (\\d+)");

  private static PlanningDatabase database;
  private static RunningApi api;
  private static Rest ada;
  private static Room room;

  @BeforeAll
  static void start() throws SQLException {
    database = new PlanningDatabase();
    api =
        database.api(
            Map.of(
                // Its own loops are not what is looked at.
                "parley.outbox.sample-interval", "1h"));
    ada = api.rest().as(api.rest().register("ada"));
    room = Room.open(ada, "public");
    database.fill(LargeGroupIT::fill);
  }

  @AfterAll
  static void stop() {
    api.close();
    database.close();
  }

  @Test
  void joiningAndLeaving() {
    Rest bob = api.rest().as(api.rest().register("bob"));
    Person carl = api.rest().register("carl");

    assertFew(() -> room.join(bob).expect(200));
    assertFew(() -> room.leave(bob).expect(204));
    assertFew(() -> room.add(ada, carl).expect(200));
    assertFew(() -> room.remove(ada, carl).expect(204));
    assertFew(() -> room.ban(ada, carl).expect(204));
  }

  @Test
  void whoIsInIt() {
    assertFew(
        () -> {
          String first = ada.get(room.path() + "/participants?limit=100").text("next_cursor");
          ada.get(room.path() + "/participants?limit=100&cursor=" + first).expect(200);
        });
    // One in four is online: to find a hundred of them four hundred are looked at.
    assertFew(() -> ada.get(room.path() + "/online?limit=100").expect(200));
  }

  @Test
  void writingAndReading() {
    Rest dora = api.rest().as(api.rest().register("dora"));
    room.join(dora).expect(200);
    String message = ada.write(room.id(), "hello, all of you").expect(201).text("id");

    assertFew(() -> ada.write(room.id(), "once more").expect(201));
    assertFew(() -> dora.post("/v1/messages/" + message + "/read").expect(200));
    assertFew(() -> dora.post(room.path() + "/delivered", "{\"seq\": 2}").expect(204));
    assertFew(() -> dora.write(room.id(), "hello").expect(201));
    assertFew(() -> dora.put(Rest.reaction(message, "\uD83D\uDC4D")).expect(200));
    assertFew(() -> ada.edit(message, "hello, you").expect(200));
    assertFew(() -> ada.get("/v1/messages/" + message + "/receipts?limit=100").expect(200));
    assertFew(() -> ada.delete("/v1/messages/" + message).expect(204));
    assertFew(() -> dora.get("/v1/conversations").expect(200));
    assertFew(() -> dora.get("/v1/conversations/unread").expect(200));
    assertFew(() -> dora.put(room.path() + "/settings", "{\"pinned\": true}").expect(200));
    assertFew(() -> dora.get(Rest.messages(room.id())).expect(200));
    assertFew(() -> dora.get(room.path() + "/events?after=1").expect(200));
  }

  private static void assertFew(Runnable request) {
    String mark = "mark_" + System.nanoTime();
    long before = database.mark();
    request.run();
    database.run("select 1 as " + mark);
    String plans =
        await()
            .pollDelay(Duration.ZERO)
            .until(() -> database.after(before), text -> text.contains(mark));

    List<Double> rows = new ArrayList<>();
    Matcher steps = STEP.matcher(plans);
    while (steps.find()) {
      rows.add(Double.parseDouble(steps.group(1)) * Integer.parseInt(steps.group(2)));
    }
    Matcher removed = REMOVED.matcher(plans);
    while (removed.find()) {
      rows.add(Double.parseDouble(removed.group(1)));
    }
    assertThat(rows).as(plans).isNotEmpty().allMatch(count -> count <= MOST_ROWS);
  }

  private static void fill(Connection connection) throws SQLException {
    Database.change(
        connection,
        """
        insert into accounts
               (id, username, email, password_hash, display_name, created_at, online)
        select uuidv7(), case when i > %d then 'stranger-' else 'person-' end || i,
               i || '@example.org', '-', 'Person ' || i, now(), i %% 4 = 0
          from generate_series(1, %d) i
        """
            .formatted(PEOPLE, PEOPLE + STRANGERS));
    Database.change(
        connection,
        """
        insert into participants
               (conversation_id, user_id, role, joined_at, joined_seq, last_read_seq,
                last_delivered_seq)
        select '%s', id, 'member', now(), 0, 1, 1 from accounts where username like 'person-%%'
        """
            .formatted(room.id()));
    Database.change(
        connection,
        """
        insert into read_marks (conversation_id, user_id, kind, after_seq, seq, at)
        select conversation_id, user_id, 'read', 0, 1, now() from participants
        """);
    Database.change(
        connection,
        "update conversations set participant_count = %d where id = '%s'"
            .formatted(PEOPLE + 1, room.id()));
  }
}
