package chat.parley.api.replica;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.jdbc.runtime.ConnectionCallback;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One replica and its connections. Nothing depends on it: what it can't answer, or not soon
/// enough, the primary does.
@Singleton
@Requires(beans = ReplicaSettings.class)
class Replica {
  private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

  /// About what a replica that keeps up is behind.
  private static final long GLANCE_NANOS = 1_000_000;

  /// How long a read waits for a connection when all are busy, or none can be made.
  private static final long CONNECTION_MILLIS = 500;

  private final ReplicaSettings settings;
  private final HikariDataSource pool;

  private static final long NEVER = Long.MIN_VALUE;

  /// When it has rested, by [System#nanoTime()]; [#NEVER] while it answers.
  private final AtomicLong rested = new AtomicLong(NEVER);

  Replica(ReplicaSettings settings, MeterRegistry meters) {
    this.settings = settings;
    this.pool = new HikariDataSource(config(settings, meters));
  }

  /// Not a bean: Micronaut would manage transactions on it.
  private static HikariConfig config(ReplicaSettings settings, MeterRegistry meters) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("replica");
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.username());
    config.setPassword(settings.password());
    config.setReadOnly(true);
    config.setMaximumPoolSize(settings.poolSize());
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_MILLIS);
    config.setValidationTimeout(CONNECTION_MILLIS);
    // An api starts while its replica is away.
    config.setInitializationFailTimeout(-1);
    config.setMetricRegistry(meters);
    config.addDataSourceProperty("ApplicationName", "parley-api");
    config.addDataSourceProperty("connectTimeout", "2");
    config.addDataSourceProperty("socketTimeout", Long.toString(settings.timeout().toSeconds()));
    return config;
  }

  /// While it rests nobody asks; then one does, and the others when that one has an answer.
  boolean isWorthAsking() {
    long until = rested.get();
    return until == NEVER
        || (System.nanoTime() - until >= 0 && rested.compareAndSet(until, restFromNow()));
  }

  private long restFromNow() {
    return System.nanoTime() + settings.retry().toNanos();
  }

  /// @return empty when it doesn't answer, or hasn't come to the position in time
  <T> Optional<T> ask(WalPosition position, ConnectionCallback<T> question) {
    try (Connection connection = pool.getConnection()) {
      if (!hasReached(position, connection)) {
        rested.set(restFromNow());
        return Optional.empty();
      }
      T answer = question.call(connection);
      rested.set(NEVER);
      return Optional.of(answer);
    } catch (SQLException e) {
      rested.set(restFromNow());
      LOG.warn("the replica doesn't answer, so the primary does: {}", e.toString());
      return Optional.empty();
    }
  }

  private boolean hasReached(WalPosition position, Connection connection) throws SQLException {
    long deadline = System.nanoTime() + settings.patience().toNanos();
    while (!position.isReachedBy(connection)) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      LockSupport.parkNanos(GLANCE_NANOS);
    }
    return true;
  }

  @PreDestroy
  void close() {
    pool.close();
  }
}
