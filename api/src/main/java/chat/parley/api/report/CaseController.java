package chat.parley.api.report;

import static java.util.Objects.requireNonNull;

import chat.parley.api.account.Admins;
import chat.parley.api.system.BadCursorException;
import chat.parley.api.system.Caller;
import chat.parley.api.system.CursorCodec;
import chat.parley.api.system.Enums;
import chat.parley.api.system.OneOf;
import chat.parley.api.system.Page;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Refuses;
import chat.parley.shared.id.MalformedIdException;
import chat.parley.shared.id.ReportId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What admins see and do of reports.
@Controller("/v1/admin/reports")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class CaseController {
  private static final String CURSOR = "r";
  private static final ReportId BEHIND_ALL = new ReportId(new UUID(-1, -1));

  private final CaseRepository cases;
  private final Resolving resolving;
  private final Admins admins;

  CaseController(CaseRepository cases, Resolving resolving, Admins admins) {
    this.cases = cases;
    this.resolving = resolving;
    this.admins = admins;
  }

  /// What was reported, the newest first, each with the message as it reads now.
  ///
  /// @param state only those that wait, or only those that are resolved
  @Get
  @Refuses(ErrorCode.FORBIDDEN)
  HttpResponse<Page<ReportedCase>> reports(
      @Nullable
          @QueryValue
          @OneOf(ReportedCase.State.class)
          @Schema(implementation = ReportedCase.State.class)
          String state,
      @Nullable @QueryValue String cursor,
      @QueryValue(defaultValue = "50") @Min(1) @Max(100) int limit,
      Caller caller) {
    if (!admins.isAdmin(caller.user())) {
      return Admins.refusal();
    }
    List<ReportedCase> found =
        cases.page(
            state == null ? null : Enums.of(ReportedCase.State.class, state),
            cursor == null ? BEHIND_ALL : position(cursor),
            limit + 1);
    return HttpResponse.ok(
        Page.of(found, limit, last -> CursorCodec.encode(CURSOR, last.id().toString())));
  }

  private static ReportId position(String cursor) {
    List<String> parts = CursorCodec.decode(cursor, 2);
    try {
      if (parts.getFirst().equals(CURSOR)) {
        return ReportId.parse(parts.getLast());
      }
    } catch (MalformedIdException e) {
      throw new BadCursorException();
    }
    throw new BadCursorException();
  }

  /// Resolves a report: does what is asked for, and closes it. Once.
  @Post("/{id}/resolve")
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.CONFLICT})
  HttpResponse<ReportedCase> resolve(
      @PathVariable ReportId id, @Valid @Body ResolveRequest body, Caller caller) {
    Resolution action = Enums.of(Resolution.class, requireNonNull(body.action()));
    return switch (resolving.resolve(id, caller.user(), action, body.note())) {
      case ResolveResult.Resolved done -> HttpResponse.ok(done.resolved());
      case ResolveResult.NotAnAdmin other -> Admins.refusal();
      case ResolveResult.Unknown unknown -> Problems.notFound();
      case ResolveResult.AlreadyResolved already ->
          Problems.refuse(ErrorCode.CONFLICT, "The report is resolved already.");
      case ResolveResult.Impossible impossible ->
          Problems.refuse(
              ErrorCode.CONFLICT,
              "There is no such message to delete, or nobody whom you could suspend.");
    };
  }
}
