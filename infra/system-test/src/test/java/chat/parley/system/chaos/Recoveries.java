package chat.parley.system.chaos;

import chat.parley.system.chaos.Nemesis.Done;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How long it took until everything worked again, by kind of fault.
final class Recoveries {
  private final List<Done> faults;
  private final Prober prober;

  private Recoveries(List<Done> faults, Prober prober) {
    this.faults = faults;
    this.prober = prober;
  }

  static String rows(List<Done> faults, Prober prober) {
    Recoveries recoveries = new Recoveries(faults, prober);
    Map<String, List<Done>> byKind =
        faults.stream()
            .collect(
                Collectors.groupingBy(
                    done -> done.fault().kind().toString(), TreeMap::new, Collectors.toList()));
    return byKind.entrySet().stream()
        .map(kind -> recoveries.row(kind.getKey(), kind.getValue()))
        .collect(Collectors.joining());
  }

  private String row(String kind, List<Done> all) {
    List<Long> nanos =
        all.stream()
            .map(this::undisturbed)
            .flatMapToLong(OptionalLong::stream)
            .sorted()
            .boxed()
            .toList();
    return "| %s | %d | %d | %s | %s |%n"
        .formatted(
            kind,
            all.size(),
            nanos.size(),
            nanos.isEmpty() ? "" : seconds(nanos.get(nanos.size() / 2)),
            nanos.isEmpty() ? "" : seconds(nanos.getLast()));
  }

  /// Nothing when another fault was there before this one was over.
  private OptionalLong undisturbed(Done done) {
    OptionalLong recovery = prober.recovery(done.recoveryFrom());
    if (recovery.isEmpty()) {
      return recovery;
    }
    long end = Math.max(done.healed(), done.recoveryFrom() + recovery.getAsLong());
    boolean disturbed =
        faults.stream()
            .filter(other -> !other.equals(done))
            .anyMatch(other -> other.began() <= end && done.began() <= other.healed());
    return disturbed ? OptionalLong.empty() : recovery;
  }

  private static String seconds(long nanos) {
    return "%.1f".formatted(nanos / 1e9);
  }
}
