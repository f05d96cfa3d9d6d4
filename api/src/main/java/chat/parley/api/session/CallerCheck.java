package chat.parley.api.session;

import chat.parley.api.system.Caller;
import chat.parley.api.system.Refusals;
import chat.parley.shared.event.PersonalEvent.SessionRevoked.Reason;
import chat.parley.shared.gateway.Opening;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Lets callers in whose sessions count. From memory, by the thread that has the request; only
/// while this api has lost sight of the database, by asking it.
@Singleton
class CallerCheck {
  private final RecentEndings recent;
  private final EndedSessions sessions;
  private final Scheduler blocking;

  CallerCheck(
      RecentEndings recent,
      EndedSessions sessions,
      @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.recent = recent;
    this.sessions = sessions;
    this.blocking = Schedulers.fromExecutorService(blocking);
  }

  /// @return empty when the caller is refused
  Mono<Authentication> admit(Caller caller, @Nullable HttpRequest<?> request) {
    return switch (recent.standing(caller)) {
      case COUNTS -> Mono.just(caller);
      case ENDED -> refused(request, ErrorCode.SESSION_REVOKED);
      case SUSPENDED -> refused(request, ErrorCode.ACCOUNT_SUSPENDED);
      case UNKNOWN ->
          Mono.fromCallable(
                  () -> sessions.among(List.of(new Opening.Item(caller.user(), caller.session()))))
              .subscribeOn(blocking)
              .flatMap(
                  ended ->
                      ended.isEmpty()
                          ? Mono.just(caller)
                          : refused(request, code(ended.getFirst().reason())));
    };
  }

  Mono<Authentication> refused(@Nullable HttpRequest<?> request, ErrorCode why) {
    if (request != null) {
      Refusals.note(request, why);
    }
    return Mono.empty();
  }

  private static ErrorCode code(Reason reason) {
    return reason == Reason.SUSPENDED ? ErrorCode.ACCOUNT_SUSPENDED : ErrorCode.SESSION_REVOKED;
  }
}
