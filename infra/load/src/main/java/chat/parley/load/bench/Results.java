package chat.parley.load.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// All that was measured of one workload, and what is asked of it.
final class Results {
  private final String workload;
  private final Set<String> notes = new LinkedHashSet<>();
  private final List<Sample> samples = new ArrayList<>();
  private final List<Bar> bars = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();

  Results(String workload) {
    this.workload = workload;
  }

  String workload() {
    return workload;
  }

  /// @param note a sentence for the page, where it stands once however often it is added
  void note(String note) {
    notes.add(note);
  }

  void add(Sample sample) {
    samples.add(sample);
    System.out.println(RawLine.of(sample));
  }

  /// Left out when one of its numbers is missing.
  void add(Bar bar) {
    if (Double.isFinite(bar.value())) {
      bars.add(bar);
      System.out.println(bar.sentence());
    }
  }

  void add(Table table) {
    tables.add(table);
  }

  List<Table> tables() {
    return tables;
  }

  Set<String> notes() {
    return notes;
  }

  List<Sample> samples() {
    return samples;
  }

  List<Bar> bars() {
    return bars;
  }

  Set<String> phases() {
    Set<String> phases = new LinkedHashSet<>();
    samples.forEach(sample -> phases.add(sample.phase()));
    return phases;
  }

  Set<String> servers(String phase) {
    Set<String> servers = new LinkedHashSet<>();
    samples.stream()
        .filter(sample -> sample.phase().equals(phase))
        .forEach(sample -> servers.add(sample.server()));
    return servers;
  }

  /// Over the repetitions; NaN when it was never measured.
  double median(String server, String phase, String figure) {
    return median(
        samples.stream()
            .filter(sample -> sample.server().equals(server) && sample.phase().equals(phase))
            .mapToDouble(sample -> sample.figure(figure))
            .toArray());
  }

  /// Of an even number the mean of the two in the middle.
  static double median(double... values) {
    double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /// Of the one server's median to the other's.
  double ratio(String server, String other, String phase, String figure) {
    return median(server, phase, figure) / median(other, phase, figure);
  }
}
