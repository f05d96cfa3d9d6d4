package chat.parley.system.chaos;

import chat.parley.system.chaos.Nemesis.Done;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
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
        # Chaos, %s run: seed %d, %d s, 2 api, 2 push, on %d processors

        To see the same plan again: `-Dparley.chaos.seed=%d -Dparley.chaos.minutes=%.2f`

        | | |
        |---|---|
        %s
        ## Violations: %d

        %s
        ## Faults and recovery

        Recovery: until a message through each api was acknowledged and heard through each push
        node, in seconds; counted from the healing, for what kills or ends connections from its
        beginning. Only faults that had no company count.

        | fault | times | alone | median | worst |
        |---|---|---|---|---|
        %s"""
        .formatted(
            settings.name(),
            settings.seed(),
            settings.length().toSeconds(),
            Runtime.getRuntime().availableProcessors(),
            settings.seed(),
            settings.length().toMillis() / 60_000.0,
            counts(),
            violations.size(),
            told(),
            recoveries());
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

  private String recoveries() {
    Map<String, List<Done>> byKind =
        faults.stream()
            .collect(
                Collectors.groupingBy(
                    done -> done.fault().kind().toString(), TreeMap::new, Collectors.toList()));
    StringBuilder rows = new StringBuilder();
    byKind.forEach(
        (kind, all) -> {
          List<Long> nanos = new ArrayList<>();
          for (Done done : all) {
            OptionalLong recovery = prober.recovery(done.recoveryFrom());
            if (isAlone(done) && recovery.isPresent()) {
              nanos.add(recovery.getAsLong());
            }
          }
          nanos.sort(null);
          rows.append(
              "| %s | %d | %d | %s | %s |%n"
                  .formatted(
                      kind,
                      all.size(),
                      nanos.size(),
                      nanos.isEmpty() ? "" : seconds(nanos.get(nanos.size() / 2)),
                      nanos.isEmpty() ? "" : seconds(nanos.getLast())));
        });
    return rows.toString();
  }

  private boolean isAlone(Done done) {
    return faults.stream().filter(other -> !other.equals(done)).noneMatch(done::overlaps);
  }

  private static String seconds(long nanos) {
    return "%.1f".formatted(nanos / 1e9);
  }
}
