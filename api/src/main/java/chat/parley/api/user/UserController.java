package chat.parley.api.user;

import chat.parley.api.system.Caller;
import chat.parley.api.system.Problems;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/// Users.
@Controller("/v1")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class UserController {
  private final Users users;

  UserController(Users users) {
    this.users = users;
  }

  /// Who the caller is.
  @Get(uris = {"/users/me", "/auth/me"})
  HttpResponse<Me> me(Caller caller) {
    return users
        .me(caller.user())
        .<HttpResponse<Me>>map(HttpResponse::ok)
        .orElseGet(() -> Problems.refuse(ErrorCode.UNAUTHENTICATED, "This account is gone."));
  }
}
