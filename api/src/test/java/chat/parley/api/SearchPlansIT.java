package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// How PostgreSQL carries out searches, on 100,000 messages in 500 conversations, of which the
/// caller is in 100. As in [PlansIT], it writes the plans itself.
class SearchPlansIT {
  private static final Path PLANS = Path.of("target", "plans");

  /// After five times with plans made for the parameters PostgreSQL may settle on one for all.
  private static final int TIMES = 8;

  /// What a step read: its name, how many rows each time, how many times.
  private static final Pattern STEP =
      Pattern.compile("on messages_p\\d (\\w+).*rows=([0-9.]+) loops=(\\d+)\\)");

  private static final String FULL_SCAN = "Seq Scan on messages";

  private static PlanningDatabase database;
  private static RunningApi api;
  private static Rest ada;

  @BeforeAll
  static void start() throws SQLException, IOException {
    database = new PlanningDatabase();
    api =
        database.api(
            Map.of(
                "datasources.default.maximum-pool-size",
                2,
                "parley.search.rare",
                2_000,
                "parley.search.read",
                5_000));
    Rest.Person caller = api.rest().register("ada");
    ada = api.rest().as(caller);
    database.fill(connection -> fill(connection, caller.id()));
    Files.createDirectories(PLANS);
  }

  @AfterAll
  static void stop() {
    api.close();
    database.close();
  }

  /// In 100 messages, 20 of them in the caller's conversations.
  @Test
  void aRareWordIsLookedUpInTheIndex() throws IOException {
    String plan = planOf("search-rare", "q=%22rare7%22&sort=rank");

    assertThat(plan)
        .containsPattern("Bitmap Index Scan on messages_p\\d_terms_idx")
        .doesNotContain(FULL_SCAN);
    assertThat(read(plan)).as(plan).isLessThan(300);
  }

  /// In a third of all messages.
  @Test
  void aCommonWordIsLookedForInTheNewestMessages() throws IOException {
    String plan = planOf("search-common", "q=common&sort=time&limit=50");

    assertThat(plan)
        .containsPattern("messages_p\\d_conversation_id_created_at_idx")
        .containsPattern("messages_p\\d_conversation_id_seq_idx")
        .doesNotContain("_terms_idx", FULL_SCAN);
    assertThat(read(plan)).as(plan).isLessThan(8_000);
  }

  @Test
  void amongCommonWordsTheBestOfTheNewestAreTold() throws IOException {
    String plan = planOf("search-common-rank", "q=%22common%20words%22&sort=rank");

    assertThat(plan).doesNotContain("_terms_idx", FULL_SCAN);
    assertThat(read(plan)).as(plan).isLessThan(15_000);
  }

  private static String planOf(String name, String query) throws IOException {
    long before = database.mark();
    for (int i = 0; i < TIMES; i++) {
      assertThat(ada.get("/v1/search/messages?" + query).expect(200).items()).isNotEmpty();
    }
    List<String> plans =
        await()
            .pollDelay(Duration.ZERO)
            .until(() -> database.plans(before, "CTE candidates"), found -> found.size() >= TIMES);
    Files.writeString(PLANS.resolve(name + ".txt"), plans.getLast());
    return plans.getLast();
  }

  /// How many messages were read in all.
  private static double read(String plan) {
    double sum = 0;
    Matcher steps = STEP.matcher(plan);
    while (steps.find()) {
      sum += Double.parseDouble(steps.group(2)) * Integer.parseInt(steps.group(3));
    }
    return sum;
  }

  private static void fill(Connection connection, String caller) throws SQLException {
    Database.change(
        connection,
        """
        insert into conversations
               (id, type, visibility, name, created_by, created_at, updated_at, last_activity_at,
                last_seq, participant_count)
        select uuidv7(), 'group', 'private', i::text, '%s', now(), now(), now(), 200, 1
          from generate_series(0, 499) i
        """
            .formatted(caller));
    Database.change(
        connection,
        """
        insert into participants
               (conversation_id, user_id, role, joined_at, joined_seq, last_read_seq,
                last_delivered_seq)
        select id, '%s', 'member', now(), 0, 0, 0 from conversations where name::int %% 5 = 0
        """
            .formatted(caller));
    Database.change(
        connection,
        """
        insert into messages (id, conversation_id, seq, sender_id, type, content, created_at, terms)
        select uuidv7(), c.id, s, c.created_by, 'text', said,
               now() - ((200 - s) * 500 + c.name::int) * interval '1 second',
               to_tsvector('simple', said)
          from generate_series(1, 200) s
         cross join conversations c
         cross join lateral (
               select case when (c.name::int * 7 + s) % 3 = 0 then 'common words ' else 'other words ' end
                      || 'word' || (c.name::int * 31 + s * 17) % 5000 || ' rare'
                      || (c.name::int * 13 + s * 29) % 1000 as said) texts
        """);
  }
}
