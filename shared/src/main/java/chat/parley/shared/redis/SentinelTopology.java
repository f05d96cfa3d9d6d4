package chat.parley.shared.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One server for everything: the one that most of those Sentinels name who answer. Not the first
/// that answers, which may be alone with a master that the others have replaced. Of as many for
/// each the one that was it before.
final class SentinelTopology extends Topology {
  private final RedisClient client;
  private final String master;
  private final List<RedisURI> sentinels;

  SentinelTopology(RedisClient client, String master, List<RedisURI> sentinels) {
    super(Shards.none());
    this.client = client;
    this.master = master;
    this.sentinels = List.copyOf(sentinels);
  }

  @Override
  public boolean canMove() {
    return true;
  }

  @Override
  CompletionStage<Layout> look() {
    List<CompletableFuture<Optional<Address>>> answers = sentinels.stream().map(this::ask).toList();
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(done -> Layout.of(most(answers)));
  }

  private Address most(List<CompletableFuture<Optional<Address>>> answers) {
    Map<Address, Long> votes =
        answers.stream()
            .map(CompletableFuture::join)
            .flatMap(Optional::stream)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return votes.entrySet().stream()
        .max(
            Map.Entry.<Address, Long>comparingByValue()
                .thenComparing(vote -> now().owner(0).equals(Optional.of(vote.getKey()))))
        .map(Map.Entry::getKey)
        .orElseThrow(() -> new RedisException("no Sentinel names a master " + master));
  }

  /// @return never fails; empty of one that doesn't answer or knows no such master
  private CompletableFuture<Optional<Address>> ask(RedisURI sentinel) {
    return client
        .connectSentinelAsync(StringCodec.UTF8, sentinel)
        .thenCompose(this::ask)
        .exceptionally(failure -> Optional.empty());
  }

  private CompletionStage<Optional<Address>> ask(
      StatefulRedisSentinelConnection<String, String> connection) {
    return connection
        .async()
        .getMasterAddrByName(master)
        .thenApply(SentinelTopology::address)
        .whenComplete((answer, failure) -> connection.closeAsync());
  }

  private static Optional<Address> address(@Nullable SocketAddress answer) {
    return answer instanceof InetSocketAddress internet
        ? Optional.of(new Address(internet.getHostString(), internet.getPort()))
        : Optional.empty();
  }
}
