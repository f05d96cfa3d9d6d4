package chat.parley.infra.lambda;

import chat.parley.api.outbox.Publisher;
import chat.parley.shared.redis.RedisConnection;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Before and after the time in which the process stands still.
///
/// How long that was is not asked: no clock here is sure to have gone on meanwhile. A connection
/// may be dead after any time, so Redis is asked at each request, which takes as long as one
/// command; PostgreSQL by the pool, see [EveryConnection].
@Singleton
@Requires(env = ApiFunction.ENVIRONMENT)
class Standstill {
  private static final Logger LOG = LoggerFactory.getLogger(Standstill.class);

  private final RedisConnection redis;
  private final Publisher publisher;
  private final FunctionSettings settings;

  Standstill(RedisConnection redis, Publisher publisher, FunctionSettings settings) {
    this.redis = redis;
    this.publisher = publisher;
    this.settings = settings;
  }

  /// The first connection takes longer than one that is made anew. Without Redis an instance is of
  /// use all the same.
  void prepare() {
    redis.renew(settings.redisFirst());
  }

  /// Without Redis a request is answered all the same, as in any api.
  void over() {
    if (!redis.renew(settings.redisPatience())) {
      LOG.warn("Redis does not answer; what is published is left to the relay");
    }
  }

  void begins() {
    if (!publisher.settle(settings.settle())) {
      LOG.warn("Redis has not taken everything in time, the rest is left to the relay");
    }
  }
}
