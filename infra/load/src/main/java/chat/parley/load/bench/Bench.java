package chat.parley.load.bench;

import chat.parley.infra.stores.StartException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Behind `mvn -Pbench`: runs the workloads and writes what came of them.
public final class Bench {
  private static final Map<String, Workload> WORKLOADS =
      Stream.of(
              new FanOut(),
              new Pairs(),
              new Idle(),
              new Storm(),
              new ColdStart(),
              new MixedDay(),
              new ScaleOut())
          .collect(Collectors.toMap(Workload::name, Function.identity()));

  private Bench() {}

  public static void main(String[] args) {
    Settings settings = Settings.from(System.getProperties());
    List<Workload> chosen = settings.workloads().stream().map(Bench::workload).toList();
    for (Workload workload : chosen) {
      run(workload, settings);
    }
    System.exit(0);
  }

  private static Workload workload(String name) {
    Workload workload = WORKLOADS.get(name);
    if (workload == null) {
      throw new StartException(
          "no such workload: %s; there are %s".formatted(name, WORKLOADS.keySet()));
    }
    return workload;
  }

  private static void run(Workload workload, Settings settings) {
    Results results = new Results(workload.name());
    try (Arena arena = new Arena(settings)) {
      Origin begun = Origin.of(settings, Map.of());
      workload.run(arena, results);
      Origin origin =
          new Origin(begun.machine(), begun.command(), begun.commit(), begun.at(), arena.madeOf());
      new ResultPage(origin, results).write(settings.results());
      System.out.println("Written to " + settings.results().resolve(workload.name() + ".md"));
    }
  }
}
