package chat.parley.shared.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.models.partitions.Partitions;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/// What Lettuce finds out for its own commands, so that they and the subscriptions go by the same
/// map.
final class ClusterTopology extends Topology {
  private final RedisClusterClient client;

  ClusterTopology(RedisClusterClient client) {
    super(Shards.ofACluster());
    this.client = client;
  }

  @Override
  public boolean canMove() {
    return true;
  }

  @Override
  CompletionStage<Layout> look() {
    return client.refreshPartitionsAsync().thenApply(done -> layout(client.getPartitions()));
  }

  private Layout layout(Partitions partitions) {
    return new Layout(
        IntStream.range(0, shards().count())
            .mapToObj(shard -> master(partitions, shards().slotOf(shard)))
            .toList());
  }

  private static Optional<Address> master(Partitions partitions, int slot) {
    return Optional.ofNullable(partitions.getMasterBySlot(slot))
        .map(RedisClusterNode::getUri)
        .map(ClusterTopology::address);
  }

  private static Address address(RedisURI uri) {
    return new Address(uri.getHost(), uri.getPort());
  }
}
