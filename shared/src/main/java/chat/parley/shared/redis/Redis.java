package chat.parley.shared.redis;

import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/// The Redis of this deployment, whatever it consists of. Any thread.
public abstract class Redis {
  private final Servers servers;
  private final RedisCodec<String, byte[]> codec;
  private final RedisSettings settings;

  Redis(Servers servers, RedisCodec<String, byte[]> codec, RedisSettings settings) {
    this.servers = servers;
    this.codec = codec;
    this.settings = settings;
  }

  public abstract Topology topology();

  /// Blocks while connecting.
  ///
  /// @throws io.lettuce.core.RedisException when Redis is away
  public abstract <V> Link<V> connect(RedisCodec<String, V> codec);

  /// To hear what is published at one server. When the connection is lost, so it stays.
  public final CompletionStage<StatefulRedisPubSubConnection<String, byte[]>> listen(
      Address server) {
    return servers.listen(server, codec);
  }

  /// To be given to [Link#dispatch].
  public final AsyncCommand<String, byte[], Long> publication(String channel, byte[] message) {
    Shards shards = topology().shards();
    String name = shards.nameOf(channel);
    CommandArgs<String, byte[]> arguments = new CommandArgs<>(codec);
    CommandType type;
    if (shards.areSlots()) {
      type = CommandType.SPUBLISH;
      arguments.addKey(name);
    } else {
      type = CommandType.PUBLISH;
      arguments.add(name);
    }
    return new AsyncCommand<>(
        new Command<>(type, new IntegerOutput<>(codec), arguments.addValue(message)));
  }

  /// How long a command waits for its answer.
  public final Duration patience() {
    return settings.commandTimeout();
  }

  /// How often to look where everything is.
  public final Duration refresh() {
    return settings.topologyRefresh();
  }

  /// A thread of Lettuce's for what takes no time.
  public final EventExecutor executor() {
    return servers.executor();
  }

  void close() {
    servers.close();
  }
}
