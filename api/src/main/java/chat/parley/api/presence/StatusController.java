package chat.parley.api.presence;

import static java.util.Objects.requireNonNull;

import chat.parley.api.system.Caller;
import chat.parley.api.system.Enums;
import chat.parley.api.system.Problems;
import chat.parley.api.user.ChosenStatus;
import chat.parley.api.user.Me;
import chat.parley.api.user.Users;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.Valid;

/// What people say about their own presence.
@Controller("/v1/users/me/status")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class StatusController {
  private final PresenceService presence;
  private final Users users;

  StatusController(PresenceService presence, Users users) {
    this.presence = presence;
    this.users = users;
  }

  /// Chooses what the caller is seen as. It lasts until it is changed, with and without sockets.
  @Put
  HttpResponse<Me> choose(@Valid @Body StatusRequest body, Caller caller) {
    presence.choose(
        caller.user(),
        Enums.of(ChosenStatus.class, requireNonNull(body.status())),
        body.statusText());
    return users
        .me(caller.user())
        .<HttpResponse<Me>>map(HttpResponse::ok)
        .orElseGet(() -> Problems.refuse(ErrorCode.UNAUTHENTICATED, "This account is gone."));
  }
}
