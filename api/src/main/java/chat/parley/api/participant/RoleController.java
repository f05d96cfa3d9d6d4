package chat.parley.api.participant;

import static java.util.Objects.requireNonNull;

import chat.parley.api.system.Caller;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Refuses;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.Valid;
import java.time.Instant;

/// Who has which role, and who is muted.
@Controller("/v1/conversations/{id}/participants/{user}")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class RoleController {
  private final Roles roles;
  private final ParticipantRepository participants;

  RoleController(Roles roles, ParticipantRepository participants) {
    this.roles = roles;
    this.participants = participants;
  }

  /// Gives somebody a role. Who makes somebody else the owner is an admin from then on.
  @Put("/role")
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.CONFLICT})
  HttpResponse<Participant> changeRole(
      @PathVariable ConversationId id,
      @PathVariable UserId user,
      @Valid @Body RoleRequest body,
      Caller caller) {
    return answer(id, caller, roles.change(id, caller.user(), user, body.wanted()));
  }

  /// Mutes somebody, or lets them speak again.
  @Put("/mute")
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.CONFLICT})
  HttpResponse<Participant> mute(
      @PathVariable ConversationId id,
      @PathVariable UserId user,
      @Valid @Body MuteRequest body,
      Caller caller) {
    String text = requireNonNull(body.until()).value();
    Instant until = text == null ? null : MuteRequest.time(text).orElse(null);
    return text != null && until == null
        ? Problems.invalid("until", "time", "must be a time, or null")
        : answer(id, caller, roles.mute(id, caller.user(), user, until));
  }

  private HttpResponse<Participant> answer(
      ConversationId id, Caller caller, MembershipResult result) {
    return MembershipProblems.answer(
        result,
        changed ->
            participants.of(id, caller.user(), changed).stream()
                .findFirst()
                .<HttpResponse<Participant>>map(HttpResponse::ok)
                // Put out in the same moment.
                .orElseGet(Problems::notFound));
  }
}
