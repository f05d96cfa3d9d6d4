package chat.parley.api.moderation;

import chat.parley.api.account.Admins;
import chat.parley.api.audit.Action;
import chat.parley.api.audit.AuditEntries;
import chat.parley.api.audit.AuditEntry;
import chat.parley.api.audit.AuditRequest;
import chat.parley.api.audit.AuditRequest.Position;
import chat.parley.api.system.Caller;
import chat.parley.api.system.Enums;
import chat.parley.api.system.OneOf;
import chat.parley.api.system.Page;
import chat.parley.api.system.Refuses;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Shows admins who did what.
@Controller("/v1/admin/audit")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class AuditController {
  private final Admins admins;
  private final AuditEntries entries;

  AuditController(Admins admins, AuditEntries entries) {
    this.admins = admins;
    this.entries = entries;
  }

  /// Who did what to whom, from where; the newest first.
  ///
  /// @param actorId only what this user did
  /// @param targetId only what was done to this user, session, conversation or message
  /// @param action only this
  @Get
  @Refuses(ErrorCode.FORBIDDEN)
  HttpResponse<Page<AuditEntry>> audit(
      @Nullable @QueryValue("actor_id") UserId actorId,
      @Nullable @QueryValue("target_id") UUID targetId,
      @Nullable @QueryValue @OneOf(Action.class) @Schema(implementation = Action.class)
          String action,
      @Nullable @QueryValue String cursor,
      @QueryValue(defaultValue = "50") @Min(1) @Max(100) int limit,
      Caller caller) {
    if (!admins.isAdmin(caller.user())) {
      return Admins.refusal();
    }
    AuditRequest request =
        new AuditRequest(
            actorId,
            targetId,
            action == null ? null : Enums.of(Action.class, action),
            cursor == null ? null : Position.parse(cursor),
            limit + 1);
    return HttpResponse.ok(Page.of(entries.page(request), limit, AuditController::cursor));
  }

  private static String cursor(AuditEntry entry) {
    return Position.of(entry).cursor();
  }
}
