package chat.parley.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.dev.StackOptions;
import chat.parley.system.chaos.Fault.Act;
import chat.parley.system.chaos.Fault.Target;
import chat.parley.system.chaos.Violation.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// The checker can fail: without each of these mechanisms it reports what the mechanism is for,
/// in a run in which it finds nothing while the mechanism is there.
///
/// Eight runs take some minutes: `-Dparley.chaos.mutants=true`.
@EnabledIfSystemProperty(named = "parley.chaos.mutants", matches = "true")
@Isolated("needs the machine")
class MutantsIT {
  private static final int BOTH = 3;

  @TempDir Path folder;

  /// What is committed while the apis can't reach Redis, and who have then died.
  @Test
  void withoutTheRelayTheLastEventsBeforeADeathAreMissed() throws Exception {
    Settings settings =
        settings(
            "relay",
            Duration.ofSeconds(8),
            Temper.CALM,
            EnumSet.of(Operation.SEND),
            fault(Act.CUT, Target.API_TO_REDIS, 3, 9),
            fault(Act.KILL, Target.API, 9, 1));
    Mutant mutant =
        new Mutant(
            "api",
            "api/outbox/RelayLoop.java",
            "if (settings.relayEnabled()) {",
            "if (Boolean.FALSE) {");
    assertReports(Kind.MISSED, settings, mutant);
  }

  @Test
  void withoutFillingHolesWhatWasPublishedToNobodyIsMissed() throws Exception {
    Settings settings =
        settings(
            "holes",
            Duration.ofSeconds(10),
            Temper.CALM,
            EnumSet.of(Operation.SEND),
            fault(Act.CUT, Target.PUSH_TO_REDIS, 3, 2));
    Mutant mutant =
        new Mutant(
            "push",
            "push/feed/Feed.java",
            """
              private void replay() {
                if (replaying) {
            """,
            """
              private void replay() {
                if (lagging.isEmpty() && questions.isEmpty()) {
                  return;
                }
                if (replaying) {
            """);
    assertReports(Kind.MISSED, settings, mutant);
  }

  /// Redis is far away, so that there is time between the snapshot and the subscription, and in
  /// that time people are brought into a room.
  @Test
  void withTheSnapshotBeforeTheSubscriptionANewMembershipIsMissed() throws Exception {
    Settings settings =
        settings(
            "order",
            Duration.ofSeconds(8),
            Temper.LATE,
            EnumSet.of(Operation.SEND, Operation.MOVE),
            fault(Act.DELAY, Target.PUSH_TO_REDIS, 2, 9));
    Mutant mutant =
        new Mutant(
            "push",
            "push/socket/Gate.java",
            """
                feeds.attach(token.user(), socket, () -> subscribed.complete(null));
                return subscribed
                    .thenCompose(done -> api.open(new Opening.Item(token.user(), token.session())))
            """,
            """
                return api.open(new Opening.Item(token.user(), token.session()))
                    .thenCompose(
                        snapshot -> {
                          feeds.attach(token.user(), socket, () -> subscribed.complete(null));
                          return subscribed.thenApply(done -> snapshot);
                        })
            """);
    assertReports(Kind.MISSED, settings, mutant);
  }

  @Test
  void withoutTheRemovalCheckRemovedMembersAreToldMore() throws Exception {
    Settings settings =
        settings(
            "removal",
            Duration.ofSeconds(15),
            Temper.WILD,
            EnumSet.of(Operation.SEND, Operation.MOVE));
    Mutant mutant =
        new Mutant(
            "push",
            "push/feed/LoopDelivery.java",
            "boolean isLast = item.thing().isLastOf(place.receiver.user());",
            "boolean isLast = false;");
    assertReports(Kind.OUTSIDE_MEMBERSHIP, settings, mutant);
  }

  private static Fault fault(Act act, Target target, int at, int lasting) {
    return new Fault(
        new Fault.Kind(act, target), BOTH, Duration.ofSeconds(at), Duration.ofSeconds(lasting));
  }

  private static Settings settings(
      String name, Duration length, Temper temper, Set<Operation> operations, Fault... faults) {
    return new Settings(
        name,
        1,
        length,
        60,
        Duration.ofMillis(40),
        40,
        temper,
        operations,
        new Plan(List.of(faults)),
        Duration.ofSeconds(1),
        Duration.ofSeconds(12),
        RedisServers.Sort.SINGLE);
  }

  private void assertReports(Kind expected, Settings settings, Mutant mutant) throws Exception {
    assertThat(run(settings, UnaryOperator.identity())).isEmpty();
    assertThat(run(settings, with(mutant))).extracting(Violation::kind).contains(expected);
  }

  private static List<Violation> run(Settings settings, UnaryOperator<StackOptions> change)
      throws Exception {
    try (Chaos chaos = new Chaos(settings, change)) {
      Report report = chaos.run();
      report.tell();
      return report.violations();
    }
  }

  private UnaryOperator<StackOptions> with(Mutant mutant) throws IOException {
    Path classes = mutant.compile(folder);
    return options ->
        mutant.module().equals("api") ? options.apiPatch(classes) : options.pushPatch(classes);
  }
}
