package chat.parley.load.bench;

import static chat.parley.load.bench.Arena.PARLEY;

import chat.parley.infra.dev.Fleet;
import chat.parley.infra.dev.Program;
import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import chat.parley.load.client.RestConnection;
import chat.parley.load.meter.Usage;
import chat.parley.load.population.Member;
import chat.parley.load.population.Population;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// An api that is started because somebody sends a message: from the start of its process to the
/// answer. Stores, schema and push are there already.
final class ColdStart implements Workload {
  private static final String WITH_CACHE = "with the AOT cache";
  private static final String WITHOUT_CACHE = "without the AOT cache";
  private static final String SECONDS = "seconds to the first answered send";
  private static final String RESIDENT = "resident MB then";
  private static final String CPU = "CPU s until then";
  private static final String API = "api";
  private static final Duration GLANCE = Duration.ofMillis(2);
  private static final int LIMIT_SECONDS = 60;

  @Override
  public String name() {
    return "cold-start";
  }

  @Override
  public void run(Arena arena, Results results) {
    arena.madeOf().put(PARLEY, "1 api, JDK " + System.getProperty("java.version"));
    StackOptions ordinary = StackOptions.temporary().logFolder(arena.settings().logs());
    if (ordinary.apis().program().isRehearsed()) {
      starts(arena, ordinary, WITH_CACHE, results);
    }
    starts(arena, withoutCache(ordinary), WITHOUT_CACHE, results);
    results.add(
        Bar.atMost(
            "api, process start to first answered send, " + WITH_CACHE,
            results.median(PARLEY, WITH_CACHE, SECONDS),
            0.6,
            "s"));
    results.add(
        Bar.atMost(
            "api, resident memory after that",
            results.median(PARLEY, WITH_CACHE, RESIDENT),
            160,
            "MB"));
  }

  private static StackOptions withoutCache(StackOptions ordinary) {
    Program program = ordinary.apis().program().with("-XX:AOTMode=off");
    return new StackOptions(
        ordinary.storage(),
        new Fleet(program, 1, 0),
        ordinary.pushes(),
        ordinary.secrets(),
        ordinary.logFolder(),
        ordinary.routes(),
        ordinary.environment());
  }

  private void starts(Arena arena, StackOptions options, String phase, Results results) {
    try (Stack stack = Stack.start(options)) {
      Member sender = Population.of(stack, 2, 1, 0).members().getFirst();
      RunningNode api = stack.apis().getFirst();
      for (int turn = 1; turn <= arena.scale().starts(); turn++) {
        api.terminate();
        long began = System.nanoTime();
        api.restart();
        awaitAnswer(api, sender, turn);
        double seconds = (System.nanoTime() - began) / 1e9;
        Usage usage = Usage.of(Map.of(API, List.of(api.pid())));
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(SECONDS, seconds);
        figures.put(RESIDENT, usage.residentMegabytes(API));
        figures.put(CPU, usage.cpuSeconds(API));
        results.add(new Sample(name(), PARLEY, phase, turn, figures));
        api.awaitReady();
      }
    }
  }

  private static void awaitAnswer(RunningNode api, Member sender, int turn) {
    Moment limit = Moment.seconds(LIMIT_SECONDS);
    String path = "/v1/conversations/%s/messages".formatted(sender.conversations().getFirst());
    String message = "{\"content\":\"x\",\"client_id\":\"start-%d\"}".formatted(turn);
    while (!isAnswered(api, path, sender.token(), message)) {
      if (limit.isOver()) {
        throw new IllegalStateException("the api answers nothing");
      }
      LockSupport.parkNanos(GLANCE.toNanos());
    }
  }

  private static boolean isAnswered(RunningNode api, String path, String token, String message) {
    try (RestConnection connection = new RestConnection(api.port())) {
      int status = connection.post(path, token, message);
      return status == 201 || status == 200;
    } catch (IOException e) {
      return false; // not listening yet
    }
  }
}
