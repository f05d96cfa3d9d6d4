package chat.parley.api;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Does several things at the same time.
final class Together {
  private Together() {}

  /// @param task called with 0, 1, 2 … in threads of their own, none before all are ready
  /// @return what each of them came to, in the same order
  static <T> List<T> times(int count, IntFunction<T> task) throws Exception {
    CyclicBarrier start = new CyclicBarrier(count);
    List<Callable<T>> tasks =
        IntStream.range(0, count)
            .<Callable<T>>mapToObj(
                i ->
                    () -> {
                      start.await();
                      return task.apply(i);
                    })
            .toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    }
  }
}
