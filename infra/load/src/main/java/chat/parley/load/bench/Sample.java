package chat.parley.load.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/// What was measured once.
///
/// @param phase of the workload
/// @param figures by name, in the order in which they are to be shown
record Sample(
    String workload, String server, String phase, int repetition, Map<String, Double> figures) {
  Sample {
    figures = new LinkedHashMap<>(figures);
  }

  /// @return NaN when it was not measured
  double figure(String name) {
    return figures.getOrDefault(name, Double.NaN);
  }

  Sample in(String otherPhase) {
    return new Sample(workload, server, otherPhase, repetition, figures);
  }
}
