package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.infra.stores.RedisStore;
import chat.parley.shared.id.UserId;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who is somewhere, by what several nodes say of it, whatever becomes of them.
class PresenceIT {
  private static final String ROUNDS = "parley.push.presence.renewal";
  private static final String LEASE = "parley.push.presence.lease";
  private static final String DEBOUNCE = "parley.push.presence.debounce";
  private static final String SWEEP = "parley.push.presence.sweep";

  private final List<AutoCloseable> open = new ArrayList<>();
  private FakeApi api;
  private RedisStore redis;
  private RedisClient client;
  private StatefulRedisConnection<String, String> keys;

  @BeforeEach
  void start() {
    api = new FakeApi();
    redis = RedisStore.temporary();
    client = RedisClient.create(redis.uri());
    keys = client.connect();
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
    client.close();
    redis.close();
    api.close();
  }

  @Test
  void somebodyIsOnlineFromTheFirstSocketAnywhereToTheEndOfTheLast() {
    RunningPush one = node(Map.of());
    RunningPush two = node(Map.of());
    UserId ada = api.newUser();

    TestSocket first = socket(one, ada);
    await().until(() -> api.isOnline(ada));
    TestSocket second = socket(one, ada);
    TestSocket third = socket(two, ada);
    await().until(() -> nodesOf(ada) == 2);
    first.close();
    second.close();
    await().until(() -> nodesOf(ada) == 1);
    assertThat(api.changesOf(ada)).containsExactly(true);

    third.close();
    await().until(() -> nodesOf(ada) == 0 && !api.isOnline(ada));
    assertThat(api.changesOf(ada)).containsExactly(true, false);
    await().until(() -> usersOfNodes() == 0);
  }

  @Test
  void aReloadMakesNoNoiseOnWhicheverNode() {
    RunningPush one = node(Map.of(DEBOUNCE, "1s"));
    RunningPush two = node(Map.of(DEBOUNCE, "1s"));
    UserId ada = api.newUser();
    TestSocket before = socket(one, ada);
    await().until(() -> api.isOnline(ada));

    for (int i = 0; i < 3; i++) {
      before.close();
      before = socket(one, ada);
    }
    before.close();
    TestSocket there = socket(two, ada);
    await().until(() -> nodesOf(ada) == 2);
    await().until(() -> nodesOf(ada) == 1);

    there.close();
    await().until(() -> !api.isOnline(ada));
    assertThat(api.changesOf(ada)).containsExactly(true, false);
  }

  @Test
  void whoCameAndWentManyTimesOnTwoNodesIsWhatTheirSocketsSay() {
    RunningPush one = node(Map.of(DEBOUNCE, "1ms"));
    RunningPush two = node(Map.of(DEBOUNCE, "1ms"));
    List<UserId> people = Stream.generate(api::newUser).limit(10).toList();

    for (int i = 0; i < 5; i++) {
      List<TestSocket> here = people.stream().map(user -> socket(one, user)).toList();
      List<TestSocket> there = people.stream().map(user -> socket(two, user)).toList();
      here.forEach(TestSocket::close);
      there.forEach(TestSocket::close);
    }
    List<UserId> staying = people.subList(0, 5);
    staying.forEach(user -> socket(two, user));

    await()
        .untilAsserted(
            () -> {
              assertThat(people)
                  .allSatisfy(
                      user -> {
                        assertThat(nodesOf(user)).isEqualTo(staying.contains(user) ? 1 : 0);
                        assertThat(api.isOnline(user)).isEqualTo(staying.contains(user));
                      });
              assertThat(usersOfNodes()).isEqualTo(staying.size());
            });
  }

  /// The report of one node is on its way while the user comes to the other: what the api takes
  /// last is not what happened last.
  @Test
  void whoCameElsewhereWhileTheirGoingWasReportedIsOnline() {
    RunningPush one = node(Map.of(DEBOUNCE, "1ms"));
    RunningPush two = node(Map.of(DEBOUNCE, "1ms"));
    UserId ada = api.newUser();
    TestSocket first = socket(one, ada);
    await().until(() -> api.isOnline(ada));
    await().until(() -> one.meter("parley.push.presence.untold") == 0);
    api.beforeNextReport(
        () -> {
          socket(two, ada);
          await().until(() -> api.reported.size() == 2);
        });

    first.close();

    await().until(() -> api.changesOf(ada).equals(List.of(true, false, true)));
    assertThat(nodesOf(ada)).isEqualTo(1);
  }

  /// All leases are over when Redis comes back after a while, and somebody has to be back first.
  @Test
  void aNodeThatHasJustBegunTakesNobodyForDead() {
    UserId ada = api.newUser();
    api.report(ada, true);
    keys.sync().zadd("parley:presence:nodes", 1, "other");
    keys.sync().sadd("parley:presence:node:other", ada.toString());
    keys.sync().sadd("parley:presence:user:" + ada, "other");

    RunningPush one = node(Map.of(LEASE, "30s", ROUNDS, "20ms"));
    socket(one, api.newUser());
    Set<Double> renewals = new HashSet<>();
    await()
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              renewals.add(
                  keys.sync().zrangeWithScores("parley:presence:nodes", -1, -1).get(0).getScore());
              return renewals.size() > 10;
            });

    assertThat(nodesOf(ada)).isEqualTo(1);
    assertThat(api.changesOf(ada)).containsExactly(true);
  }

  /// A node that doesn't renew its lease is dead to the others, whatever it still holds.
  @Test
  void theUsersOfADeadNodeGoOfflineUnlessTheyAreElsewhere() {
    RunningPush dead = node(Map.of(ROUNDS, "1h", LEASE, "2s"));
    RunningPush alive = node(Map.of(LEASE, "2s"));
    UserId ada = api.newUser();
    UserId bob = api.newUser();
    socket(dead, ada);
    socket(dead, bob);
    socket(alive, bob);

    await().until(() -> api.changesOf(ada).equals(List.of(true, false)));
    await().until(() -> usersOfNodes() == 1);
    assertThat(nodesOf(bob)).isEqualTo(1);
    assertThat(api.changesOf(bob)).containsExactly(true);
  }

  @Test
  void aNodeThatLeavesMakesNoNoiseForWhoReconnectsElsewhere() throws Exception {
    RunningPush leaving = new RunningPush(api, settings(Map.of(DEBOUNCE, "5s", LEASE, "2s")));
    RunningPush staying = node(Map.of(DEBOUNCE, "5s", LEASE, "2s"));
    UserId ada = api.newUser();
    UserId bob = api.newUser();
    try (TestSocket first = socket(leaving, ada);
        TestSocket second = socket(leaving, bob)) {
      await().until(() -> api.isOnline(ada) && api.isOnline(bob));
      assertThat(first.hasMore() || second.hasMore()).isFalse();

      leaving.close();
      socket(staying, ada);
    }

    await().until(() -> api.changesOf(bob).equals(List.of(true, false)));
    await().until(() -> usersOfNodes() == 1);
    assertThat(api.changesOf(ada)).containsExactly(true);
  }

  @Test
  void whenRedisLosesEverythingTheNodesRegisterTheirUsersAgainWithoutNoise() {
    RunningPush one = node(Map.of(LEASE, "2s", SWEEP, "300ms"));
    UserId ada = api.newUser();
    TestSocket socket = socket(one, ada);
    await().until(() -> nodesOf(ada) == 1);

    keys.sync().flushall();

    await().until(() -> nodesOf(ada) == 1 && usersOfNodes() == 1);
    assertThat(api.changesOf(ada)).containsExactly(true);
    socket.close();
    await().until(() -> !api.isOnline(ada));
  }

  @Test
  void afterRedisWasAwayForLongerThanALeaseNobodyIsTakenForDead() throws Exception {
    RunningPush one = node(Map.of(LEASE, "2s"));
    RunningPush two = node(Map.of(LEASE, "2s"));
    UserId ada = api.newUser();
    UserId bob = api.newUser();
    socket(one, ada);
    socket(two, bob);
    await().until(() -> api.isOnline(ada) && api.isOnline(bob));
    await().until(() -> leases() == 2);

    redis.kill();
    long away = System.nanoTime();
    await().until(() -> System.nanoTime() - away > 2_500_000_000L);
    redis.restart();

    await().ignoreExceptions().until(() -> nodesOf(ada) == 1 && nodesOf(bob) == 1);
    await().ignoreExceptions().until(() -> leases() == 2);
    assertThat(api.changesOf(ada)).containsExactly(true);
    assertThat(api.changesOf(bob)).containsExactly(true);
  }

  @Test
  void whatTheApiCouldNotBeToldItIsToldWhenItIsBackAndOnlyTheNewest() {
    RunningPush one = node(Map.of(DEBOUNCE, "1ms"));
    UserId ada = api.newUser();
    UserId bob = api.newUser();
    UserId cleo = api.newUser();
    TestSocket staying = socket(one, cleo);
    await().until(() -> api.isOnline(cleo));
    api.isAway = true;
    socket(one, ada);
    TestSocket passing = socket(one, bob);
    await().until(() -> nodesOf(ada) == 1 && nodesOf(bob) == 1);
    passing.close();
    staying.close();
    await().until(() -> nodesOf(bob) == 0 && nodesOf(cleo) == 0);
    await().until(() -> one.meter("parley.push.presence.untold") == 3);

    api.isAway = false;

    await().until(() -> api.isOnline(ada) && !api.isOnline(cleo));
    await().until(() -> one.meter("parley.push.presence.untold") == 0);
    assertThat(api.isOnline(bob)).isFalse();
  }

  /// Redis lost its data, and before anybody registered again the node died too.
  @Test
  void whoCountsAsOnlineThoughNoNodeHasThemIsFound() {
    UserId ada = api.newUser();
    UserId bob = api.newUser();
    api.report(ada, true);
    api.report(bob, true);
    keys.sync().sadd("parley:presence:user:" + bob, "a node that nobody remembers");
    RunningPush one = node(Map.of(LEASE, "1s", SWEEP, "500ms"));
    UserId cleo = api.newUser();
    socket(one, cleo);

    await().until(() -> !api.isOnline(ada) && !api.isOnline(bob));
    assertThat(api.changesOf(cleo)).containsExactly(true);
    assertThat(nodesOf(bob)).isZero();
  }

  /// A database that was restored from a backup, or a call that came late.
  @Test
  void whatTheApiHasForgottenItIsToldAgain() {
    RunningPush one = node(Map.of(LEASE, "1s", SWEEP, "500ms"));
    UserId ada = api.newUser();
    socket(one, ada);
    await().until(() -> api.isOnline(ada));

    api.report(ada, false);

    await().until(() -> api.isOnline(ada));
  }

  private RunningPush node(Map<String, Object> settings) {
    RunningPush node = new RunningPush(api, settings(settings));
    open.add(node);
    return node;
  }

  private Map<String, Object> settings(Map<String, Object> settings) {
    Map<String, Object> all =
        new HashMap<>(Map.of("parley.redis.uri", redis.uri(), ROUNDS, "100ms", DEBOUNCE, "200ms"));
    all.putAll(settings);
    return all;
  }

  private TestSocket socket(RunningPush node, UserId user) {
    TestSocket socket = node.open(api.token(user));
    open.add(socket);
    socket.next("hello");
    return socket;
  }

  private long nodesOf(UserId user) {
    return keys.sync().scard("parley:presence:user:" + user);
  }

  private long leases() {
    return keys.sync().zcard("parley:presence:nodes");
  }

  private long usersOfNodes() {
    return keys.sync().keys("parley:presence:node:*").stream()
        .mapToLong(node -> keys.sync().scard(node))
        .sum();
  }
}
