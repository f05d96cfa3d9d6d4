package chat.parley.load.bench;

import chat.parley.load.bench.Arena.Contestants;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The same trials for all contestants, in turn, again and again.
record Heats(Arena arena, Contestants contestants, Results results) {
  /// After the name of a phase: one try of a search.
  static final String SEARCH = ", search";

  private static final RateSearch COARSE = new RateSearch(1.5, 3);
  private static final int[] WARM_UP_PARTS = {4, 2, 1};

  private Trial trial(int window) {
    return new Trial(arena.senders(), results.workload(), arena.scale().leadIn(), window);
  }

  /// At rising rates, up to this one: nothing of it is kept.
  void warmUp(double perSecond) {
    for (Contestant each : contestants.all()) {
      for (int part : WARM_UP_PARTS) {
        trial(arena.scale().warmUp()).run(each, "warm-up", 0, perSecond / part);
      }
    }
  }

  void at(String phase, double perSecond) {
    for (int turn = 1; turn <= arena.settings().repetitions(); turn++) {
      for (Contestant each : contestants.all()) {
        Trial.Result result = trial(arena.scale().window()).run(each, phase, turn, perSecond);
        results.add(result.sample());
        if (!result.sustained()) {
          results.note(
              "%s did not keep up at %s, so what it costs there is not comparable."
                  .formatted(each.server().name(), phase));
        }
      }
    }
  }

  /// Each at the highest rate that it keeps up with, and then at half of that.
  ///
  /// @param start the first rate that is tried
  void maximum(String phase, String halfPhase, double start) {
    Map<Contestant, Double> found = new HashMap<>();
    for (int turn = 1; turn <= arena.settings().repetitions(); turn++) {
      for (Contestant each : contestants.all()) {
        maximum(each, phase, turn, found.getOrDefault(each, start))
            .ifPresent(
                best -> {
                  found.put(each, best.figure(Figures.RATE));
                  half(each, halfPhase, best);
                });
      }
    }
  }

  private Optional<Sample> maximum(Contestant contestant, String phase, int turn, double start) {
    Trial trial = trial(arena.scale().searchWindow());
    Optional<Sample> best =
        COARSE
            .highest(start, rate -> kept(trial.run(contestant, phase + SEARCH, turn, rate)))
            .map(result -> result.sample().in(phase));
    best.ifPresent(results::add);
    return best;
  }

  private Trial.Result kept(Trial.Result result) {
    results.add(result.sample());
    return result;
  }

  private void half(Contestant contestant, String phase, Sample best) {
    results.add(
        trial(arena.scale().window())
            .run(contestant, phase, best.repetition(), best.figure(Figures.RATE) / 2)
            .sample());
  }
}
