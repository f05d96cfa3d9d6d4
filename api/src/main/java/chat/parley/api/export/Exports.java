package chat.parley.api.export;

import chat.parley.api.audit.Action;
import chat.parley.api.audit.AuditLog;
import chat.parley.api.audit.Target;
import chat.parley.shared.id.UserId;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Hands out archives chunk by chunk, when the client has taken the one before.
@Singleton
class Exports {
  private static final Logger LOG = LoggerFactory.getLogger(Exports.class);

  private final List<PersonalData> data;
  private final RowRepository repository;
  private final AuditLog audit;
  private final Scheduler scheduler;

  Exports(
      List<PersonalData> data,
      RowRepository repository,
      AuditLog audit,
      @Named(TaskExecutors.BLOCKING) ExecutorService threads) {
    this.data = List.copyOf(data);
    this.repository = repository;
    this.audit = audit;
    this.scheduler = Schedulers.fromExecutor(threads, true);
  }

  /// Each subscription works for itself; cancelling it ends the work.
  Publisher<byte[]> of(UserId user) {
    return Flux.<byte[], Archive>generate(
            () -> open(user),
            (archive, sink) -> {
              emit(archive, sink);
              return archive;
            },
            Exports::close)
        .subscribeOn(scheduler);
  }

  private Archive open(UserId user) {
    List<Part> parts =
        data.stream()
            .flatMap(each -> each.of(user).stream())
            .sorted(Comparator.comparing(Part::name))
            .toList();
    audit.record(Action.DATA_EXPORTED, user, Target.of(user));
    return new Archive(user, parts, repository);
  }

  private static void emit(Archive archive, SynchronousSink<byte[]> sink) {
    try {
      archive.next().ifPresentOrElse(sink::next, sink::complete);
    } catch (IOException | RuntimeException e) {
      // Too late for another status: the answer breaks off, and no ZIP without its end is taken
      // for whole.
      LOG.warn("an export broke off: {}", e.toString());
      sink.error(e);
    }
  }

  private static void close(Archive archive) {
    try {
      archive.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
