package chat.parley.api.outbox;

import chat.parley.shared.redis.Envelope;
import chat.parley.shared.redis.Redis;
import chat.parley.shared.redis.RedisConnection;
import chat.parley.shared.trace.TraceNote;
import chat.parley.shared.trace.Tracing;
import io.lettuce.core.protocol.AsyncCommand;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The fast path from a commit to the sockets. Call it after the commit, never before: what is
/// published can't be rolled back. It never fails and never waits for Redis; of what is lost
/// here, publications are still in the outbox, hints are lost.
///
/// Invariant: a row is cleared only after Redis confirmed its event.
@Singleton
public class Publisher {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  private final Redis redis;
  private final RedisConnection connection;
  private final OutboxClearing clearing;
  private final Duration closingTimeout;
  private final Tracing tracing;
  private final Outcomes events;
  private final Outcomes hints;
  private final Underway underway = new Underway();

  Publisher(
      Redis redis,
      RedisConnection connection,
      OutboxClearing clearing,
      OutboxSettings settings,
      Tracing tracing,
      MeterRegistry meters) {
    this.redis = redis;
    this.connection = connection;
    this.clearing = clearing;
    this.tracing = tracing;
    this.closingTimeout = settings.closingTimeout();
    this.events = Outcomes.named("parley.publish", meters);
    this.hints = Outcomes.named("parley.publish.hints", meters);
  }

  public void publish(List<Publication> publications) {
    publish(
        events, publications, this::commands, publication -> clearing.published(publication.id()));
  }

  public void publishHints(List<Hint> news) {
    publish(hints, news, hint -> List.of(command(hint.channel(), hint.envelope())), hint -> {});
  }

  /// Together, for what is written one by one is a system call each.
  private <T> void publish(
      Outcomes outcomes,
      List<T> all,
      Function<T, List<AsyncCommand<String, byte[], Long>>> toCommands,
      Consumer<T> published) {
    if (all.isEmpty()) {
      return;
    }
    underway.begun(all.size());
    connection
        .get()
        .whenComplete(
            (link, failure) -> {
              if (failure == null) {
                List<AsyncCommand<String, byte[], Long>> commands = new ArrayList<>();
                for (T one : all) {
                  List<AsyncCommand<String, byte[], Long>> own = toCommands.apply(one);
                  own.getLast()
                      .whenComplete(outcomes::count)
                      .thenRun(() -> published.accept(one))
                      .whenComplete((done, refused) -> underway.ended(1));
                  commands.addAll(own);
                }
                link.dispatch(commands);
              } else {
                outcomes.failed().increment(all.size());
                underway.ended(all.size());
              }
            });
  }

  /// Of what is traced a note goes before it, to the same server: Redis keeps the order of one
  /// connection.
  private List<AsyncCommand<String, byte[], Long>> commands(Publication publication) {
    AsyncCommand<String, byte[], Long> event =
        command(publication.channel(), publication.envelope());
    if (!tracing.isOn() || !publication.cause().isSampled()) {
      return List.of(event);
    }
    Span span =
        tracing
            .tracer()
            .spanBuilder("publish")
            .setParent(Tracing.below(publication.cause()))
            .setSpanKind(SpanKind.PRODUCER)
            .setAttribute("messaging.system", "redis")
            .setAttribute("parley.seq", publication.envelope().seq())
            .startSpan();
    event.whenComplete((receivers, failure) -> ended(span, failure));
    TraceNote note =
        new TraceNote(publication.channel(), publication.envelope().seq(), span.getSpanContext());
    String beside = redis.topology().shards().beside(publication.channel(), TraceNote.CHANNELS);
    return List.of(redis.publication(beside, note.encode()), event);
  }

  private static void ended(Span span, @Nullable Throwable failure) {
    if (failure != null) {
      span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
    }
    span.end();
  }

  private AsyncCommand<String, byte[], Long> command(String channel, Envelope envelope) {
    return redis.publication(channel, envelope.encode());
  }

  /// Returns when it is known of everything that was published before whether Redis took it, and
  /// when the rows of what it took are deleted: nothing is left to be done then, and this process
  /// may stand still, or end.
  ///
  /// @return whether that was so in time; of the rest, the outbox keeps the publications
  public boolean settle(Duration patience) {
    boolean settled = underway.awaitNone(patience);
    clearing.clear();
    return settled;
  }

  /// The connection itself is closed after this.
  @PreDestroy
  void close() {
    if (!settle(closingTimeout)) {
      LOG.warn("what was published last may be lost, the outbox keeps it");
    }
  }

  /// How often Redis took something, and how often not.
  private record Outcomes(Counter published, Counter failed) {
    static Outcomes named(String name, MeterRegistry meters) {
      return new Outcomes(
          meters.counter(name, "outcome", "published"), meters.counter(name, "outcome", "failed"));
    }

    void count(@Nullable Long receivers, @Nullable Throwable failure) {
      if (failure == null) {
        published.increment();
      } else {
        failed.increment();
        LOG.debug("not published: {}", failure.toString());
      }
    }
  }
}
