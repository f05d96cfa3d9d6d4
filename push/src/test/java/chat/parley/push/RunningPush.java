package chat.parley.push;

import chat.parley.infra.stores.RedisStore;
import chat.parley.shared.auth.AccessToken;
import chat.parley.shared.auth.TicketGrant;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import chat.parley.shared.redis.Channels;
import chat.parley.shared.redis.Envelope;
import chat.parley.shared.redis.Layout;
import chat.parley.shared.redis.Redis;
import chat.parley.shared.redis.RedisConnection;
import chat.parley.shared.redis.Shards;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.AsyncCommand;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A push node in this process, on a real Redis and a [FakeApi].
final class RunningPush implements AutoCloseable {
  private static final RedisStore REDIS = RedisStore.temporary();

  private final EmbeddedServer server;
  private final Redis redis;
  private final RedisConnection connection;

  /// Where there is one server.
  private final @Nullable RedisClient client;

  private final @Nullable StatefulRedisConnection<String, byte[]> publisher;

  RunningPush(FakeApi api, Map<String, Object> settings) {
    Map<String, Object> all =
        new HashMap<>(
            Map.of(
                "micronaut.server.port",
                -1,
                "parley.redis.uri",
                REDIS.uri(),
                "parley.internal.credential",
                FakeApi.CREDENTIAL,
                "parley.api.urls",
                api.url()));
    all.put("parley.push.drain-window", "0s");
    all.putAll(settings);
    ApplicationContext context = ApplicationContext.builder(all).build();
    server = started(context);
    redis = context.getBean(Redis.class);
    connection = context.getBean(RedisConnection.class);
    String uri = String.valueOf(all.get("parley.redis.uri"));
    client = uri.startsWith("redis://") ? RedisClient.create(uri) : null;
    publisher =
        client == null
            ? null
            : client.connect(RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE));
  }

  /// What doesn't start leaves nothing running that others would hear of.
  private static EmbeddedServer started(ApplicationContext context) {
    try {
      return context.start().getBean(EmbeddedServer.class).start();
    } catch (RuntimeException e) {
      context.close();
      throw e;
    }
  }

  void publish(ConversationId conversation, Envelope envelope) {
    publish(Channels.of(conversation), envelope);
  }

  void publish(UserId user, Envelope envelope) {
    publish(Channels.of(user), envelope);
  }

  private void publish(String channel, Envelope envelope) {
    if (publisher != null) {
      publisher.sync().publish(channel, envelope.encode());
    } else {
      AsyncCommand<String, byte[], Long> command = redis.publication(channel, envelope.encode());
      connection.get().join().dispatch(List.of(command));
      command.toCompletableFuture().join();
    }
  }

  /// Those that are published at this server, as far as the node knows.
  List<ConversationId> at(int port, List<ConversationId> conversations) {
    Shards shards = redis.topology().shards();
    Layout layout = redis.topology().now();
    return conversations.stream()
        .filter(
            conversation ->
                layout.owner(shards.of(Channels.of(conversation))).orElseThrow().port() == port)
        .toList();
  }

  /// Commands to the Redis that this node uses.
  RedisCommands<String, byte[]> redis() {
    return Objects.requireNonNull(publisher).sync();
  }

  /// As the api keeps one.
  ///
  /// @return the ticket
  String ticket(AccessToken token, Duration life) {
    String ticket = UUID.randomUUID().toString();
    redis().psetex(TicketGrant.key(ticket), life.toMillis(), new TicketGrant(token).encode());
    return ticket;
  }

  /// How many nodes are subscribed to the conversation.
  long subscribers(ConversationId conversation) {
    return redis().pubsubNumsub(Channels.of(conversation)).values().iterator().next();
  }

  URI uri(String query) {
    return URI.create("ws://127.0.0.1:" + server.getPort() + "/ws" + query);
  }

  URI http(String path) {
    return URI.create("http://127.0.0.1:" + server.getPort() + path);
  }

  TestSocket open(String token) {
    return TestSocket.open(uri(""), socket -> socket.header("Authorization", "Bearer " + token));
  }

  /// With a resume frame promised.
  TestSocket resume(String token) {
    return TestSocket.open(uri("?resume=1&token=" + token), socket -> socket);
  }

  /// What a meter says now.
  ///
  /// @param tags names and values in turn
  double meter(String name, String... tags) {
    return server
        .getApplicationContext()
        .getBean(MeterRegistry.class)
        .get(name)
        .tags(tags)
        .meter()
        .measure()
        .iterator()
        .next()
        .getValue();
  }

  @Override
  public void close() {
    server.close();
    if (client != null) {
      client.close();
    }
  }
}
