package chat.parley.push.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// Makes few calls out of many questions without ever waiting on purpose: a question that finds a
/// free place goes out at once; those that come while all places are taken gather and go out
/// together with the next free one. Any thread.
///
/// @param <Q> a question
/// @param <A> its answer
final class Batcher<Q, A> {
  private final Function<List<Q>, CompletionStage<List<A>>> call;
  private final int largest;
  private final AtomicInteger places;
  private final ConcurrentLinkedQueue<Asked<Q, A>> waiting = new ConcurrentLinkedQueue<>();

  /// @param call answers all questions of a batch, in their order
  /// @param largest the most questions in one call
  /// @param places the most calls at once
  Batcher(Function<List<Q>, CompletionStage<List<A>>> call, int largest, int places) {
    this.call = call;
    this.largest = largest;
    this.places = new AtomicInteger(places);
  }

  CompletableFuture<A> ask(Q question) {
    Asked<Q, A> asked = new Asked<>(question, new CompletableFuture<>());
    waiting.add(asked);
    send();
    return asked.answer;
  }

  int waiting() {
    return waiting.size();
  }

  private void send() {
    while (!waiting.isEmpty() && takePlace()) {
      List<Asked<Q, A>> batch = new ArrayList<>();
      for (Asked<Q, A> next = waiting.poll(); next != null; next = waiting.poll()) {
        batch.add(next);
        if (batch.size() == largest) {
          break;
        }
      }
      if (batch.isEmpty()) {
        places.incrementAndGet();
      } else {
        send(batch);
      }
    }
  }

  private boolean takePlace() {
    return places.getAndUpdate(free -> free > 0 ? free - 1 : 0) > 0;
  }

  private void send(List<Asked<Q, A>> batch) {
    CompletionStage<List<A>> answers;
    try {
      answers = call.apply(batch.stream().map(asked -> asked.question).toList());
    } catch (RuntimeException e) {
      answers = CompletableFuture.failedStage(e);
    }
    answers.whenComplete(
        (all, failure) -> {
          places.incrementAndGet();
          send();
          for (int i = 0; i < batch.size(); i++) {
            if (failure == null) {
              batch.get(i).answer.complete(all.get(i));
            } else {
              batch.get(i).answer.completeExceptionally(failure);
            }
          }
        });
  }

  private record Asked<Q, A>(Q question, CompletableFuture<A> answer) {}
}
