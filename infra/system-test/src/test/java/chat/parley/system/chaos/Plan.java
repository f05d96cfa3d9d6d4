package chat.parley.system.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/// Which faults happen when: the same for the same seed. Pure.
///
/// Kinds are dealt like cards, so that a run that is long enough has them all. One fault follows
/// the other with a pause in which to recover, and that is measured; one in four is given company
/// instead, for what fails in reality seldom fails alone.
record Plan(List<Fault> faults) {
  private static final int SHORTEST = 500;
  private static final int LONGEST = 3_000;
  private static final Duration CALM_BEFORE = Duration.ofSeconds(2);

  Plan {
    faults = List.copyOf(faults);
  }

  static Plan of(long seed, Duration length, Duration pause) {
    return of(seed, length, pause, Fault.Kind.ALL);
  }

  /// @param length within which all begin and are healed
  /// @param pause between two faults, at least; at most twice that
  /// @param kinds those that happen
  static Plan of(long seed, Duration length, Duration pause, List<Fault.Kind> kinds) {
    Random random = new Random(seed);
    Deque<Fault.Kind> deck = new ArrayDeque<>();
    List<Fault> faults = new ArrayList<>();
    long at = CALM_BEFORE.toMillis();
    while (true) {
      int lasting = random.nextInt(SHORTEST, LONGEST);
      if (at + lasting > length.toMillis()) {
        return new Plan(faults);
      }
      faults.add(fault(draw(deck, kinds, random), random, at, lasting));
      if (random.nextInt(4) == 0) {
        long later = at + random.nextInt(lasting);
        faults.add(fault(draw(deck, kinds, random), random, later, at + lasting - later));
      }
      at += lasting + starting(faults.getLast().kind().act());
      at += random.nextLong(pause.toMillis(), 2 * pause.toMillis());
    }
  }

  private static Fault fault(Fault.Kind kind, Random random, long at, long lasting) {
    return new Fault(kind, random.nextInt(4), Duration.ofMillis(at), Duration.ofMillis(lasting));
  }

  private static Fault.Kind draw(Deque<Fault.Kind> deck, List<Fault.Kind> kinds, Random random) {
    if (deck.isEmpty()) {
      List<Fault.Kind> shuffled = new ArrayList<>(kinds);
      Collections.shuffle(shuffled, random);
      deck.addAll(shuffled);
    }
    return deck.remove();
  }

  /// JVMs take their time to start.
  private static int starting(Fault.Act act) {
    return switch (act) {
      case ROLL -> 6_000;
      case KILL -> 1_500;
      default -> 0;
    };
  }
}
