package chat.parley.system.chaos;

import chat.parley.system.chaos.Nemesis.Done;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a run did and what came of it, for people.
record Report(
    Settings settings,
    Observations seen,
    List<Violation> violations,
    List<Done> faults,
    Prober prober) {
  private static final int MOST_TOLD = 20;

  /// To the console and to `target/chaos-<name>.md`.
  void tell() throws IOException {
    String text = text();
    Files.writeString(Path.of("target", "chaos-" + settings.name() + ".md"), text);
    System.out.println(text);
  }

  private String text() {
    return """
        # Chaos, %s run: seed %d, %d s, 2 api, 2 push, %s Redis, on %d processors

        To see the same plan again: %s

        | | |
        |---|---|
        %s
        ## Violations: %d

        %s
        ## Faults and recovery

        Recovery: until a message through each api was acknowledged and heard through each push
        node, in seconds; counted from the healing, for what kills or ends connections from its
        beginning. Only faults that had no company and were over before the next one count.

        | fault | times | counted | median | worst |
        |---|---|---|---|---|
        %s"""
        .formatted(
            settings.name(),
            settings.seed(),
            settings.length().toSeconds(),
            settings.redis().name().toLowerCase(Locale.ROOT),
            Runtime.getRuntime().availableProcessors(),
            again(),
            counts(),
            violations.size(),
            told(),
            Recoveries.rows(faults, prober));
  }

  private String again() {
    return switch (settings.name()) {
      case "cluster", "sentinel" -> "`-Dit.test=ChaosOnRedisIT`";
      case "short" -> "`-Dparley.chaos.seed=" + settings.seed() + "`";
      case "long", "long-cluster", "long-sentinel" ->
          "`-Dparley.chaos.seed=%d -Dparley.chaos.minutes=%s -Dparley.chaos.redis=%s`"
              .formatted(
                  settings.seed(),
                  System.getProperty("parley.chaos.minutes"),
                  settings.redis().name().toLowerCase(Locale.ROOT));
      default -> "`-Dparley.chaos.mutants=true`";
    };
  }

  private String counts() {
    long events = seen.histories().stream().mapToLong(history -> history.events().size()).sum();
    StringBuilder rows = new StringBuilder();
    row(rows, "faults", faults.size());
    row(rows, "writes asked for", seen.writes().size());
    for (Write.Outcome outcome : Write.Outcome.values()) {
      row(rows, "– " + outcome.name().toLowerCase(Locale.ROOT), count(outcome));
    }
    row(rows, "events in the histories", events);
    row(rows, "events checked at readers", entries(Journal.Entry.Saw.class));
    row(rows, "events reloaded by REST", entries(Journal.Entry.Reloaded.class));
    row(rows, "sockets opened by readers", entries(Journal.Entry.Opened.class));
    row(rows, "sessions revoked", seen.revoked().size());
    List<Long> latencies = prober.latencies();
    if (!latencies.isEmpty()) {
      row(rows, "probe heard, ms, p50", latencies.get(latencies.size() / 2) / 1_000_000);
      row(rows, "probe heard, ms, p99", latencies.get(latencies.size() * 99 / 100) / 1_000_000);
      row(rows, "probe heard, ms, the last one", latencies.getLast() / 1_000_000);
    }
    return rows.toString();
  }

  private static void row(StringBuilder rows, String name, long value) {
    rows.append("| %s | %,d |%n".formatted(name, value));
  }

  private long count(Write.Outcome outcome) {
    return seen.writes().stream().filter(write -> write.outcome() == outcome).count();
  }

  private long entries(Class<? extends Journal.Entry> type) {
    return seen.journals().stream()
        .flatMap(journal -> journal.entries().stream())
        .filter(type::isInstance)
        .count();
  }

  private String told() {
    Map<Violation.Kind, Long> kinds =
        violations.stream()
            .collect(Collectors.groupingBy(Violation::kind, TreeMap::new, Collectors.counting()));
    return (kinds.isEmpty() ? "None." : kinds.toString())
        + "\n"
        + violations.stream()
            .limit(MOST_TOLD)
            .map(violation -> "- " + violation + "\n")
            .collect(Collectors.joining());
  }
}
