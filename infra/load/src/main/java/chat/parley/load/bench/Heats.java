package chat.parley.load.bench;

import chat.parley.load.bench.Arena.Contestants;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The same trials for all contestants, in turn, again and again.
record Heats(Arena arena, Results results) {
  /// After the name of a phase: one try of a search.
  static final String SEARCH = ", search";

  private static final RateSearch COARSE = new RateSearch(1.5, 3);
  private static final int[] WARM_UP_PARTS = {4, 2, 1};

  /// What these contestants do at a fixed rate.
  record Heat(Contestants contestants, String phase, double perSecond) {}

  private Trial trial(int window) {
    return new Trial(arena.senders(), results.workload(), arena.scale().leadIn(), window);
  }

  /// At rising rates, up to the one of the heat: nothing of it is kept. What a server has been at
  /// for a few seconds only, its compiler is still busy with.
  void warmUp(Heat heat) {
    for (Contestant each : heat.contestants().all()) {
      for (int part : WARM_UP_PARTS) {
        trial(arena.scale().warmUp()).run(each, "warm-up", 0, heat.perSecond() / part);
        each.server().analyze();
      }
    }
  }

  void run(List<Heat> heats) {
    for (int turn = 1; turn <= arena.settings().repetitions(); turn++) {
      for (Heat heat : heats) {
        for (Contestant each : heat.contestants().all()) {
          run(heat, each, turn);
        }
      }
    }
  }

  private void run(Heat heat, Contestant contestant, int turn) {
    Trial.Result result =
        trial(arena.scale().window()).run(contestant, heat.phase(), turn, heat.perSecond());
    results.add(result.sample());
    if (!result.sustained()) {
      results.note(
          "%s did not keep up at %s, so what it costs there is not comparable."
              .formatted(contestant.server().name(), heat.phase()));
    }
  }

  /// Each at the highest rate that it keeps up with.
  ///
  /// @param start the first rate that is tried; later turns begin where the one before ended
  /// @param then what is still to be done at each turn, by whoever found a highest rate
  void maximum(Contestants contestants, String phase, double start, AfterMaximum then) {
    Map<Contestant, Double> found = new HashMap<>();
    for (int turn = 1; turn <= arena.settings().repetitions(); turn++) {
      for (Contestant each : contestants.all()) {
        Optional<Sample> best =
            found.containsKey(each)
                ? maximum(each, phase, turn, COARSE.resumed(), found.get(each))
                : maximum(each, phase, turn, COARSE, start);
        best.ifPresent(
            sample -> {
              found.put(each, sample.figure(Figures.RATE));
              then.found(each, sample);
            });
      }
    }
  }

  /// What follows a search.
  interface AfterMaximum {
    AfterMaximum NOTHING = (contestant, best) -> {};

    void found(Contestant contestant, Sample best);
  }

  private Optional<Sample> maximum(
      Contestant contestant, String phase, int turn, RateSearch search, double start) {
    Trial trial = trial(arena.scale().searchWindow());
    Optional<Sample> best =
        search
            .highest(start, rate -> kept(trial.run(contestant, phase + SEARCH, turn, rate)))
            .map(result -> result.sample().in(phase));
    best.ifPresent(results::add);
    return best;
  }

  private Trial.Result kept(Trial.Result result) {
    results.add(result.sample());
    return result;
  }

  /// @param best of a search
  void half(Contestant contestant, String phase, Sample best) {
    results.add(
        trial(arena.scale().window())
            .run(contestant, phase, best.repetition(), best.figure(Figures.RATE) / 2)
            .sample());
  }
}
