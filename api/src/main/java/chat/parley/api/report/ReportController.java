package chat.parley.api.report;

import static java.util.Objects.requireNonNull;

import chat.parley.api.limit.Limit;
import chat.parley.api.limit.RateLimits;
import chat.parley.api.system.Caller;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Refuses;
import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;

/// Telling the admins.
@Controller("/v1/reports")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class ReportController {
  private final ReportRepository reports;
  private final RateLimits limits;
  private final IdGenerator ids;

  ReportController(ReportRepository reports, RateLimits limits, IdGenerator ids) {
    this.reports = reports;
    this.limits = limits;
    this.ids = ids;
  }

  /// Reports a message that the caller can read, or a user, to the system's admins. The same once
  /// more is answered with the first report; of a user there is a new one when that is resolved.
  @Post
  @ApiResponse(responseCode = "201", description = "Reported", useReturnTypeSchema = true)
  @ApiResponse(responseCode = "200", description = "Reported before", useReturnTypeSchema = true)
  @Refuses(ErrorCode.NOT_FOUND)
  HttpResponse<Report> report(@Valid @Body ReportRequest body, Caller caller) {
    MessageId message = body.messageId();
    UserId user = body.userId();
    if ((message == null) == (user == null)) {
      return Problems.invalid(
          "message_id", "exclusive", "either message_id or user_id has to be given");
    }
    if (limits.admit(Limit.REPORTS, caller.user()).isRefused()) {
      return RateLimits.refusal();
    }
    String reason = requireNonNull(body.reason());
    return answer(
        message == null
            ? reports.report(ids.report(), caller.user(), requireNonNull(user), reason)
            : reports.report(ids.report(), caller.user(), message, reason));
  }

  private static HttpResponse<Report> answer(ReportResult result) {
    return switch (result) {
      case ReportResult.Made made -> HttpResponse.created(made.report());
      case ReportResult.MadeBefore before -> HttpResponse.ok(before.report());
      case ReportResult.Unknown unknown ->
          Problems.refuse(ErrorCode.NOT_FOUND, "There is nothing of that kind for you to report.");
      case ReportResult.Oneself oneself ->
          Problems.invalid("user_id", "self", "nobody reports themselves");
    };
  }
}
