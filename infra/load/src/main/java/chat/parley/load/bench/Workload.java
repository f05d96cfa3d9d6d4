package chat.parley.load.bench;

/// One kind of work, measured at each server that can do it.
interface Workload {
  /// As in the names of the files of its results.
  String name();

  void run(Arena arena, Results results);
}
