package chat.parley.api.system;

import chat.parley.shared.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micronaut.context.annotation.Primary;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.data.jdbc.operations.JdbcRepositoryOperations;
import io.micronaut.data.jdbc.runtime.ConnectionCallback;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.data.jdbc.runtime.PreparedStatementCallback;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// What repositories ask the database through: times each question under the repository's name,
/// which is the class in whose code the callback stands. So no repository has to say it, and no
/// SQL and no parameter is ever part of a meter or a span.
///
/// A question inside a transaction is timed without its commit.
@Singleton
@Primary
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MeteredJdbc implements JdbcOperations {
  private static final Duration[] TIMES = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2)
  };

  private final JdbcRepositoryOperations jdbc;
  private final Tracing tracing;

  /// A lambda has a class of its own, whose host is where it is written.
  private final ClassValue<Asker> askers;

  MeteredJdbc(JdbcRepositoryOperations jdbc, Tracing tracing, MeterRegistry meters) {
    this.jdbc = jdbc;
    this.tracing = tracing;
    this.askers =
        new ClassValue<>() {
          @Override
          protected Asker computeValue(Class<?> callback) {
            String name = callback.getNestHost().getSimpleName();
            return new Asker(
                "sql " + name,
                Timer.builder("parley.sql")
                    .description("Questions to the database, by the class that asks")
                    .tag("repository", name)
                    .serviceLevelObjectives(TIMES)
                    .register(meters));
          }
        };
  }

  @Override
  public <R> R execute(ConnectionCallback<R> callback) {
    Asker asker = askers.get(callback.getClass());
    long began = System.nanoTime();
    try {
      return Span.current().isRecording() ? traced(asker, callback) : jdbc.execute(callback);
    } finally {
      asker.timer.record(Duration.ofNanos(System.nanoTime() - began));
    }
  }

  private <R> R traced(Asker asker, ConnectionCallback<R> callback) {
    Span span =
        tracing
            .tracer()
            .spanBuilder(asker.span)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("db.system.name", "postgresql")
            .startSpan();
    try {
      return Context.current().with(span).wrapSupplier(() -> jdbc.execute(callback)).get();
    } catch (RuntimeException e) {
      // Not what it says: a server may quote what a statement was about.
      span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName());
      throw e;
    } finally {
      span.end();
    }
  }

  @Override
  public DataSource getDataSource() {
    return jdbc.getDataSource();
  }

  @Override
  public Connection getConnection() {
    return jdbc.getConnection();
  }

  @Override
  public <R> R prepareStatement(String sql, PreparedStatementCallback<R> callback) {
    return jdbc.prepareStatement(sql, callback);
  }

  @Override
  public <T> Stream<T> entityStream(ResultSet rows, @Nullable String prefix, Class<T> type) {
    return jdbc.entityStream(rows, prefix, type);
  }

  @Override
  public <T> Stream<T> entityStream(ResultSet rows, Class<T> type) {
    return jdbc.entityStream(rows, type);
  }

  @Override
  public <E> E readEntity(String prefix, ResultSet rows, Class<E> type) {
    return jdbc.readEntity(prefix, rows, type);
  }

  @Override
  public <E, D> D readDTO(String prefix, ResultSet rows, Class<E> type, Class<D> dto) {
    return jdbc.readDTO(prefix, rows, type, dto);
  }

  private record Asker(String span, Timer timer) {}
}
