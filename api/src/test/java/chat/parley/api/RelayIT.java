package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Person;
import chat.parley.infra.stores.Ports;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The relay of an api that runs, its settings as they are by default.
class RelayIT {
  private static final Duration PROMISED = Duration.ofSeconds(2);

  private static Database database;
  private static Leftovers leftovers;
  private static RunningApi api;
  private static Person ada;
  private static Heard heard;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    leftovers = new Leftovers(database);
    api =
        RunningApi.with(
            Map.of("parley.database.url", database.url(), "parley.outbox.sample-interval", "50ms"));
    ada = api.rest().register("ada");
    heard = new Heard(RunningApi.redis().uri());
  }

  @AfterAll
  static void stop() {
    heard.close();
    api.close();
  }

  @Test
  void whatADyingApiCommittedAndDidNotPublishArrivesThroughAnotherWithinTwoSeconds() {
    String room = api.rest().as(ada).group();
    heard.durable("parley:c:" + room, 1);
    try (RunningApi dying =
        RunningApi.with(
            Map.of(
                "parley.database.url",
                database.url(),
                "parley.redis.uri",
                "redis://" + Ports.HOST + ":" + Ports.free()))) {
      dying.rest().as(ada).write(room, "from beyond").expect(201);
    }

    Heard.Message relayed = await().atMost(PROMISED).until(() -> last(room), m -> seq(m) == 2);

    assertThat(relayed.json()).contains("\"message.created\"", "from beyond");
    await().until(() -> leftovers.rows() == 0);
    assertThat(meters().counter("parley.outbox.relayed").count()).isPositive();
  }

  /// The ids of the outbox are not handed out in commit order: whoever remembers the last one
  /// that they have seen, and goes on from there, never publishes this row.
  @Test
  void aRowThatIsCommittedAfterLaterOnesWereRelayedIsRelayedToo() throws Exception {
    String slow = api.rest().as(ada).group();
    String fast = api.rest().as(ada).group();
    try (Connection transaction = database.connect()) {
      transaction.setAutoCommit(false);
      Leftovers.messages(transaction, slow, ada, 1);
      leftovers.messages(fast, ada, 3);
      await().atMost(PROMISED).until(() -> last(fast), m -> seq(m) == 4);
      assertThat(seq(last(slow))).isEqualTo(1);
      transaction.commit();
    }

    await().atMost(PROMISED).until(() -> last(slow), m -> seq(m) == 2);
  }

  @Test
  void theRowsOfAConversationGoOutInTheOrderOfItsEvents() throws Exception {
    String room = api.rest().as(ada).group();
    heard.durable("parley:c:" + room, 1);

    leftovers.messages(room, ada, 150);

    assertThat(heard.durable("parley:c:" + room, 151))
        .extracting(RelayIT::seq)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 151).boxed().toList());
  }

  @Test
  void whatIsRelayedIsWhatThePublisherSendsByteForByte() throws Exception {
    String room = api.rest().as(ada).group();
    api.rest().as(ada).write(room, "ünïcode 😀 \\\"quoted\\\"").expect(201);
    List<Heard.Message> published = heard.durable("parley:c:" + room, 2);

    leftovers.again(room, 1);
    leftovers.again(room, 2);

    List<Heard.Message> all = heard.durable("parley:c:" + room, 4);
    assertThat(all.subList(2, 4))
        .extracting(Heard.Message::envelope)
        .isEqualTo(published.stream().map(Heard.Message::envelope).toList());
  }

  @Test
  void theMetersTellHowManyWaitAndForHowLong() throws Exception {
    await().until(() -> gauge("parley.outbox.waiting") == 0);
    database.change(
        """
        insert into outbox (kind, conversation_id, seq, created_at, retry_at)
        values ('durable', gen_random_uuid(), 1, now() - interval '1 hour', now() + interval '1 h')
        """);

    await().until(() -> gauge("parley.outbox.waiting") == 1);
    assertThat(meters().get("parley.outbox.oldest.age").timeGauge().value()).isBetween(3.6e3, 4e3);
    database.change("delete from outbox");
  }

  private static double gauge(String name) {
    return meters().get(name).gauge().value();
  }

  private static MeterRegistry meters() {
    return api.bean(MeterRegistry.class);
  }

  private static Heard.Message last(String room) {
    return heard.durable("parley:c:" + room, 1).getLast();
  }

  private static long seq(Heard.Message message) {
    return message.envelope().seq();
  }
}
