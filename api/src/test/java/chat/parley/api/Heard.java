package chat.parley.api;

import static org.awaitility.Awaitility.await;

import chat.parley.shared.redis.Envelope;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// What a subscriber of all of Parley's channels hears, from when this returns on.
final class Heard implements AutoCloseable {
  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final RedisClient client;

  Heard(String uri) {
    client = RedisClient.create(uri);
    StatefulRedisPubSubConnection<String, byte[]> connection =
        client.connectPubSub(RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE));
    connection.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String pattern, String channel, byte[] bytes) {
            messages.add(new Message(channel, Envelope.decode(ByteBuffer.wrap(bytes))));
          }
        });
    connection.sync().psubscribe("parley:*");
  }

  /// Waits until so many came on the channel.
  List<Message> on(String channel, int count) {
    return on(channel, count, kind -> true);
  }

  /// Waits until so many durable events came on the channel; what tells who has read what comes in
  /// between whenever it likes.
  List<Message> durable(String channel, int count) {
    return on(channel, count, Envelope.Kind::isDurable);
  }

  /// The same of what is personal, which state comes in between.
  List<Message> personal(Rest.Person person, int count) {
    return on("parley:u:" + person.id(), count, kind -> kind != Envelope.Kind.STATE);
  }

  private List<Message> on(String channel, int count, Predicate<Envelope.Kind> wanted) {
    return await()
        .until(
            () ->
                messages.stream()
                    .filter(each -> each.channel().equals(channel))
                    .filter(each -> wanted.test(each.envelope().kind()))
                    .toList(),
            heard -> heard.size() >= count);
  }

  /// In the order in which they came, on whatever channel.
  List<Message> all() {
    return List.copyOf(messages);
  }

  @Override
  public void close() {
    client.close();
  }

  record Message(String channel, Envelope envelope) {
    String json() {
      return StandardCharsets.UTF_8.decode(envelope.json().duplicate()).toString();
    }

    @Override
    public String toString() {
      return channel + " " + envelope.kind() + " " + envelope.seq() + " " + json();
    }
  }
}
