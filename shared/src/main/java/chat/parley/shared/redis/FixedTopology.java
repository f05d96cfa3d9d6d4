package chat.parley.shared.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// One server for everything, always.
final class FixedTopology extends Topology {
  private final Layout layout;

  FixedTopology(Address server) {
    super(Shards.none());
    this.layout = Layout.of(server);
  }

  @Override
  public boolean canMove() {
    return false;
  }

  @Override
  CompletionStage<Layout> look() {
    return CompletableFuture.completedStage(layout);
  }
}
