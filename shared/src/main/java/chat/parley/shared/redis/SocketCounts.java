package chat.parley.shared.redis;

import io.lettuce.core.ScriptOutputType;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/// How many sockets each push node says that it has. A node that hasn't said so for 15 s has
/// none; the time is that of Redis. Never blocks; fails while Redis is away.
@Singleton
public class SocketCounts {
  /// The same tag: one script is about both, so they must be at one server.
  private static final String NODES = "parley:{sockets}:nodes";

  private static final String COUNTS = "parley:{sockets}:counts";

  private static final String NOW =
      """
      local clock = redis.call('TIME')
      local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
      local gone = now - 15000
      """;

  private static final String SAY =
      NOW
          + """
            redis.call('ZADD', KEYS[1], now, ARGV[1])
            redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
            for _, node in ipairs(redis.call('ZRANGE', KEYS[1], '-inf', gone, 'BYSCORE')) do
              redis.call('ZREM', KEYS[1], node)
              redis.call('HDEL', KEYS[2], node)
            end
            return 0
            """;

  private static final String SUM =
      NOW
          + """
            local sum = 0
            for _, node in ipairs(redis.call('ZRANGE', KEYS[1], '(' .. gone, '+inf', 'BYSCORE')) do
              sum = sum + (redis.call('HGET', KEYS[2], node) or 0)
            end
            return sum
            """;

  private final RedisConnection connection;

  SocketCounts(RedisConnection connection) {
    this.connection = connection;
  }

  /// Good for 15 s.
  public CompletableFuture<Long> say(String node, int count) {
    return run(SAY, node, Integer.toString(count));
  }

  /// Of all nodes.
  public CompletableFuture<Long> sum() {
    return run(SUM);
  }

  private CompletableFuture<Long> run(String script, String... arguments) {
    byte[][] bytes = new byte[arguments.length][];
    for (int i = 0; i < arguments.length; i++) {
      bytes[i] = arguments[i].getBytes(StandardCharsets.UTF_8);
    }
    return connection
        .get()
        .thenCompose(
            redis ->
                redis
                    .async()
                    .<Long>eval(
                        script, ScriptOutputType.INTEGER, new String[] {NODES, COUNTS}, bytes));
  }
}
