package chat.parley.api.stats;

import chat.parley.shared.redis.RedisConnection;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.jdbc.DataSourceResolver;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/// Looks at what this api depends on and is made of.
@Singleton
class DetailedHealth {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final JdbcOperations jdbc;
  private final HikariDataSource pool;
  private final RedisConnection redis;
  private final Connections connections;

  DetailedHealth(
      JdbcOperations jdbc,
      DataSource source,
      DataSourceResolver resolver,
      RedisConnection redis,
      Connections connections) {
    this.jdbc = jdbc;
    this.pool = (HikariDataSource) resolver.resolve(source);
    this.redis = redis;
    this.connections = connections;
  }

  Condition look() {
    Condition.Store postgres = store(this::askPostgres);
    Condition.Store cache =
        store(() -> within(redis.get().thenCompose(each -> each.async().ping())));
    return new Condition(
        postgres.isUp() && cache.isUp() ? "up" : "degraded",
        postgres,
        cache,
        pool(),
        memory(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        ManagementFactory.getRuntimeMXBean().getUptime() / 1_000,
        connections.count());
  }

  private static Condition.Store store(Callable<?> question) {
    long begin = System.nanoTime();
    try {
      question.call();
      return new Condition.Store("up", (System.nanoTime() - begin) / 1e6);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Condition.Store("down", null);
    } catch (Exception e) {
      return new Condition.Store("down", null);
    }
  }

  private boolean askPostgres() {
    return jdbc.execute(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute("select 1");
          }
        });
  }

  private static <T> T within(CompletableFuture<T> answer) throws Exception {
    return answer.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
  }

  private Condition.Pool pool() {
    HikariPoolMXBean now = pool.getHikariPoolMXBean();
    return new Condition.Pool(
        now.getActiveConnections(),
        now.getIdleConnections(),
        now.getTotalConnections(),
        pool.getMaximumPoolSize(),
        now.getThreadsAwaitingConnection());
  }

  private static Condition.Memory memory() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    return new Condition.Memory(
        memory.getHeapMemoryUsage().getUsed(),
        memory.getHeapMemoryUsage().getCommitted(),
        memory.getHeapMemoryUsage().getMax(),
        memory.getNonHeapMemoryUsage().getUsed());
  }
}
