package chat.parley.push.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatcherTest {
  private final List<List<Integer>> calls = new ArrayList<>();
  private final List<CompletableFuture<List<String>>> answers = new ArrayList<>();

  @Test
  void oneQuestionGoesOutAtOnceAndTheRestGatherWhileItIsAway() {
    Batcher<Integer, String> batcher = new Batcher<>(this::call, 100, 1);

    List<CompletableFuture<String>> asked = IntStream.range(0, 50).mapToObj(batcher::ask).toList();
    assertThat(calls).containsExactly(List.of(0));
    answer(0);

    assertThat(calls).hasSize(2);
    assertThat(calls.get(1)).hasSize(49);
    answer(1);
    for (int i = 0; i < 50; i++) {
      assertThat(asked.get(i)).isCompletedWithValue("answer " + i);
    }
  }

  @Test
  void noCallIsLargerThanAllowedAndNoMoreAreAwayAtOnceThanThereArePlaces() {
    Batcher<Integer, String> batcher = new Batcher<>(this::call, 10, 2);

    List<CompletableFuture<String>> asked = IntStream.range(0, 100).mapToObj(batcher::ask).toList();
    assertThat(calls).hasSize(2);
    for (int i = 0; i < calls.size(); i++) {
      answer(i);
    }

    assertThat(calls).allMatch(call -> call.size() <= 10);
    assertThat(asked).allMatch(CompletableFuture::isDone);
  }

  @Test
  void aCallThatFailsFailsItsQuestionsAndFreesItsPlace() {
    Batcher<Integer, String> batcher = new Batcher<>(this::call, 10, 1);
    CompletableFuture<String> first = batcher.ask(1);
    CompletableFuture<String> second = batcher.ask(2);

    answers.getFirst().completeExceptionally(new IllegalStateException("away"));

    assertThat(first).isCompletedExceptionally();
    answer(1);
    assertThat(second).isCompletedWithValue("answer 2");
  }

  @Test
  void aCallThatCannotEvenBeginFailsItsQuestions() {
    Batcher<Integer, String> batcher =
        new Batcher<>(
            questions -> {
              throw new IllegalStateException("not today");
            },
            10,
            1);

    assertThat(batcher.ask(1)).isCompletedExceptionally();
    assertThat(batcher.ask(2)).isCompletedExceptionally();
  }

  private CompletionStage<List<String>> call(List<Integer> questions) {
    calls.add(questions);
    answers.add(new CompletableFuture<>());
    return answers.getLast();
  }

  private void answer(int call) {
    answers.get(call).complete(calls.get(call).stream().map(each -> "answer " + each).toList());
  }
}
