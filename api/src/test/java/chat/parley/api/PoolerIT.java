package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import chat.parley.infra.stores.Pooler;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Behind a PgBouncer that gives each transaction another of its few connections.
class PoolerIT {
  private static final int CONNECTIONS = 4;

  private static Pooler pooler;
  private static RunningApi api;
  private static String database;
  private static Rest ada;
  private static Person bob;

  @BeforeAll
  static void start() {
    assumeTrue(Pooler.isInstalled(), "SKIPPED: no pgbouncer on this machine (Debian: pgbouncer)");
    pooler = Pooler.before(RunningApi.postgres(), CONNECTIONS);
    String url = RunningApi.newDatabase();
    database = URI.create(url.substring("jdbc:".length())).getPath().substring(1);
    api =
        RunningApi.with(
            Map.of(
                "parley.database.url",
                pooler.jdbcUrl(database) + "?prepareThreshold=0",
                "datasources.default.maximum-pool-size",
                "24"));
    ada = api.rest().as(api.rest().register("ada"));
    bob = api.rest().register("bob");
  }

  @AfterAll
  static void stop() {
    if (api != null) {
      api.close();
      pooler.close();
    }
  }

  @Test
  void sendsOfManyAtOnceAreGaplessOnAFewSharedConnections() throws Exception {
    int sends = 240;
    String room = ada.group(bob);

    List<Long> seqs =
        Together.times(sends, i -> ada.write(room, "together " + i).expect(201).number("seq"));

    long first = Collections.min(seqs);
    assertThat(seqs)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.range(first, first + sends).boxed().toList());
    assertThat(serverConnections()).isBetween(1, CONNECTIONS);
  }

  @Test
  void everyKindOfStatementWorks() {
    String room = ada.group(bob);
    Answer sent = ada.write(room, "a pelican").expect(201);

    ada.edit(sent.text("id"), "two pelicans").expect(200);
    ada.put("/v1/messages/" + sent.text("id") + "/reactions/%F0%9F%91%8D").expect(200);
    api.rest().as(bob).post("/v1/conversations/" + room + "/leave").expect(204);

    assertThat(ada.get(Rest.messages(room)).expect(200).texts("content")).contains("two pelicans");
    assertThat(ada.get("/v1/search/messages?q=pelicans").expect(200).items()).hasSize(1);
    assertThat(ada.get("/v1/users?query=bob").expect(200).items()).isNotEmpty();
  }

  @Test
  void aPoolerThatWasAwayIsFoundAgain() {
    pooler.kill();
    ada.get("/v1/users/me").expect(503);

    pooler.restart();

    await().untilAsserted(() -> ada.get("/v1/users/me").expect(200));
  }

  private static int serverConnections() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                RunningApi.postgres().jdbcUrl(),
                RunningApi.postgres().username(),
                RunningApi.postgres().password());
        PreparedStatement query =
            connection.prepareStatement(
                "select count(*) from pg_stat_activity where datname = ?")) {
      query.setString(1, database);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
