package chat.parley.api.moderation;

import static java.util.Objects.requireNonNull;

import chat.parley.api.account.Admins;
import chat.parley.api.system.Caller;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Refuses;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.Valid;
import java.time.Instant;

/// Keeping somebody out, for a time or until further notice.
@Controller("/v1/admin/users/{id}")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class SuspensionController {
  /// Java's times go on where PostgreSQL's end.
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final Suspensions suspensions;

  SuspensionController(Suspensions suspensions) {
    this.suspensions = suspensions;
  }

  /// Suspends an account: it is logged out everywhere and kept out.
  @Post("/suspend")
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.CONFLICT})
  HttpResponse<Void> suspend(
      @PathVariable UserId id, @Valid @Body SuspendRequest body, Caller caller) {
    if (body.until() != null && body.until().isAfter(LATEST)) {
      return Problems.invalid("until", "max", "at most " + LATEST);
    }
    return answer(
        suspensions.suspend(caller.user(), id, requireNonNull(body.reason()), body.until()));
  }

  /// Ends a suspension.
  @Post("/restore")
  @Refuses(ErrorCode.FORBIDDEN)
  HttpResponse<Void> restore(@PathVariable UserId id, Caller caller) {
    return answer(suspensions.restore(caller.user(), id));
  }

  private static HttpResponse<Void> answer(StandingResult result) {
    return switch (result) {
      case StandingResult.Done done -> HttpResponse.noContent();
      case StandingResult.NotAnAdmin notAnAdmin -> Admins.refusal();
      case StandingResult.Oneself oneself ->
          Problems.refuse(ErrorCode.CONFLICT, "Nobody suspends themselves.");
      case StandingResult.UnknownUser unknown -> Problems.notFound();
    };
  }
}
