package chat.parley.shared.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class TopologyTest {
  private static final Address ONE = new Address("one", 1);
  private static final Address TWO = new Address("two", 2);

  private final Queue<CompletableFuture<Layout>> looks = new ArrayDeque<>();
  private final Topology topology =
      new Topology(Shards.none()) {
        @Override
        public boolean canMove() {
          return true;
        }

        @Override
        CompletionStage<Layout> look() {
          CompletableFuture<Layout> look = new CompletableFuture<>();
          looks.add(look);
          return look;
        }
      };

  private void found(Address owner) {
    topology.refresh();
    looks.remove().complete(Layout.of(owner));
  }

  @Test
  void whoeverAsksDuringALookGetsItsAnswer() {
    CompletableFuture<Layout> first = topology.refresh();
    CompletableFuture<Layout> second = topology.refresh();
    assertThat(looks).hasSize(1);

    looks.remove().complete(Layout.of(ONE));

    assertThat(first.join().owner(0)).contains(ONE);
    assertThat(second.join().owner(0)).contains(ONE);
    assertThat(topology.now().owner(0)).contains(ONE);
  }

  @Test
  void aLookThatFailsLeavesWhatWasKnown() {
    found(ONE);

    CompletableFuture<Layout> failing = topology.refresh();
    looks.remove().completeExceptionally(new IllegalStateException("nobody answers"));

    assertThat(failing).isCompletedExceptionally();
    assertThat(topology.now().owner(0)).contains(ONE);
    found(TWO);
    assertThat(topology.now().owner(0)).contains(TWO);
  }

  @Test
  void aMoveIsCountedAndTheFirstLookIsNone() {
    found(ONE);
    found(ONE);
    assertThat(topology.moves()).isZero();

    found(TWO);
    found(ONE);

    assertThat(topology.moves()).isEqualTo(2);
  }

  @Test
  void aPartBetweenTwoOwnersKeepsTheFormer() {
    found(ONE);
    topology.refresh();
    looks.remove().complete(new Layout(List.of(Optional.empty())));

    assertThat(topology.now().owner(0)).contains(ONE);
    assertThat(topology.moves()).isZero();
  }
}
