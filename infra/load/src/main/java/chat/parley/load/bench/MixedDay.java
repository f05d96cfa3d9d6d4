package chat.parley.load.bench;

import static chat.parley.load.bench.Arena.PARLEY;

import chat.parley.load.meter.Usage;
import chat.parley.load.population.Layout;
import chat.parley.load.server.Server;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A lively hour of people who read, type, look back, write now and then, and lose their
/// connections: each kind of work alone, and all together.
final class MixedDay implements Workload {
  private static final String ALL = "all together";
  private static final String NOTHING = "nothing";
  private static final String DONE = "done";
  private static final String DUE = "due";
  private static final String CPU_EACH = "CPU ms each, beyond doing nothing";
  private static final List<String> ROLES =
      List.of(Server.REQUESTS, Server.SOCKETS, Server.POSTGRES, Server.REDIS);
  private static final String CORES = "cores";
  private static final String PEOPLE_PER_CORE = "people online per core";
  private static final int[] OFFSETS = {0, 1, 7};
  private static final int ROOM = 20;
  private static final int[] WARM_UPS = {1, 3, 5};
  private static final double THOUSAND = 1_000;

  @Override
  public String name() {
    return "mixed-day";
  }

  @Override
  public void run(Arena arena, Results results) {
    int people = arena.scale().day();
    results.note(
        "%,d people online, each in %d conversations of %d. Each kind of work alone runs at ten times"
                .formatted(people, OFFSETS.length, ROOM)
            + " its rate in the mix, so that what it costs stands out; processor time is of api,"
            + " push, PostgreSQL and Redis together.");
    Layout layout = Layout.of(people, Math.max(8, people * OFFSETS.length / ROOM), OFFSETS);
    try (Contestant contestant = Contestant.of(arena.start(PARLEY), layout)) {
      for (int times : WARM_UPS) {
        day(arena, contestant, "warm-up", 0, Chore.ALL, times);
      }
      for (int turn = 1; turn <= arena.settings().repetitions(); turn++) {
        Sample nothing = day(arena, contestant, NOTHING, turn, List.of(), 1);
        results.add(nothing);
        for (Chore chore : Chore.ALL) {
          results.add(
              each(day(arena, contestant, chore.name(), turn, List.of(chore), 10), nothing));
        }
        results.add(perCore(day(arena, contestant, ALL, turn, Chore.ALL, 1), people));
      }
    }
    results.add(costs(results));
    results.note(
        "One core carries %.0f such people (all processes counted)."
            .formatted(results.median(PARLEY, ALL, PEOPLE_PER_CORE)));
  }

  private Sample day(
      Arena arena,
      Contestant contestant,
      String phase,
      int turn,
      List<Chore> chores,
      double times) {
    int seconds = arena.scale().window();
    double perSecondTimes = times * contestant.layout().people() / THOUSAND;
    Map<String, Double> figures = new LinkedHashMap<>();
    contestant.server().analyze();
    try (Work work = Work.start(arena.senders(), contestant, chores, perSecondTimes)) {
      Moment.seconds(arena.scale().leadIn()).await();
      double done = work.done();
      double due = work.due();
      Usage before = Usage.of(contestant.server().processes());
      Moment.seconds(seconds).await();
      Usage used = Usage.of(contestant.server().processes()).since(before);
      figures.put(DUE, work.due() - due);
      figures.put(DONE, work.done() - done);
      figures.put(CORES, used.cpuSecondsOfAll() / seconds);
      for (String role : ROLES) {
        figures.put(Figures.cpu(role), used.cpuSeconds(role));
      }
      work.end();
      figures.put(Figures.ADDS_UP, work.addsUp() ? 1.0 : 0.0);
      work.latencies().forEach(figures::put);
    }
    return new Sample(name(), PARLEY, phase, turn, figures);
  }

  /// What each kind of work costs, and whom.
  private static Table costs(Results results) {
    List<String> columns = new ArrayList<>(List.of("CPU ms each", "all"));
    columns.addAll(ROLES);
    List<List<Object>> rows = new ArrayList<>();
    for (Chore chore : Chore.ALL) {
      List<Object> row = new ArrayList<>();
      row.add(chore.name());
      row.add(results.median(PARLEY, chore.name(), CPU_EACH));
      ROLES.forEach(role -> row.add(results.median(PARLEY, chore.name(), cpuEach(role))));
      rows.add(row);
    }
    return new Table("What each kind of work costs", columns, rows);
  }

  private static String cpuEach(String role) {
    return CPU_EACH + ", " + role;
  }

  private static Sample each(Sample sample, Sample nothing) {
    Map<String, Double> figures = new LinkedHashMap<>(sample.figures());
    double all = 0;
    for (String role : ROLES) {
      double more = sample.figure(Figures.cpu(role)) - nothing.figure(Figures.cpu(role));
      figures.put(cpuEach(role), more * THOUSAND / sample.figure(DONE));
      all += more;
    }
    figures.put(CPU_EACH, all * THOUSAND / sample.figure(DONE));
    return new Sample(
        sample.workload(), sample.server(), sample.phase(), sample.repetition(), figures);
  }

  private static Sample perCore(Sample sample, int people) {
    Map<String, Double> figures = new LinkedHashMap<>(sample.figures());
    figures.put(PEOPLE_PER_CORE, people / sample.figure(CORES));
    return new Sample(
        sample.workload(), sample.server(), sample.phase(), sample.repetition(), figures);
  }
}
