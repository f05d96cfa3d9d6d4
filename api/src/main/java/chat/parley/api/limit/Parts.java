package chat.parley.api.limit;

import chat.parley.api.limit.Verdict.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Makes one verdict of those on each of several charges. Pure.
final class Parts {
  private Parts() {}

  /// Admitted if all are. Otherwise what the admitted ones took has been given back.
  ///
  /// @param verdicts one for each charge, in order
  static Verdict joined(List<Charge> charges, List<Verdict> verdicts) {
    boolean admitted = verdicts.stream().allMatch(Verdict::admitted);
    Duration retryAfter =
        verdicts.stream().map(Verdict::retryAfter).max(Duration::compareTo).orElse(Duration.ZERO);
    List<Standing> standings = new ArrayList<>();
    for (int i = 0; i < charges.size(); i++) {
      int back = !admitted && verdicts.get(i).admitted() ? charges.get(i).cost() : 0;
      verdicts.get(i).standings().stream()
          .map(each -> with(each, each.remaining() + back))
          .forEach(standings::add);
    }
    return new Verdict(admitted, retryAfter, standings);
  }

  private static Standing with(Standing standing, long remaining) {
    return new Standing(standing.limit(), standing.quota(), remaining, standing.reset());
  }
}
