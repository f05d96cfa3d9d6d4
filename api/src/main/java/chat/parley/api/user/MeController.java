package chat.parley.api.user;

import chat.parley.api.limit.Admission;
import chat.parley.api.limit.Limit;
import chat.parley.api.limit.RateLimits;
import chat.parley.api.system.Caller;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Refuses;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.Set;

/// The user who asks.
@Controller("/v1")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class MeController {
  private final Users users;
  private final Validator validator;
  private final RateLimits limits;

  MeController(Users users, Validator validator, RateLimits limits) {
    this.users = users;
    this.validator = validator;
    this.limits = limits;
  }

  /// Who the caller is.
  @Get(uris = {"/users/me", "/auth/me"})
  HttpResponse<Me> me(Caller caller) {
    return answer(caller.user());
  }

  /// Changes one's profile. What is left out stays as it is; a new e-mail address is unverified.
  @Patch("/users/me")
  @Refuses({ErrorCode.USERNAME_TAKEN, ErrorCode.EMAIL_TAKEN})
  HttpResponse<Me> change(@Body ProfileRequest body, Caller caller) {
    ProfileChange change = body.change();
    Set<ConstraintViolation<ProfileChange>> violations = validator.validate(change);
    if (!violations.isEmpty()) {
      throw new ConstraintViolationException(violations);
    }
    if (change.email() == null) {
      return answer(caller.user(), users.change(caller.user(), change));
    }
    // A new address is sent a mail, wanted or not.
    Admission admission = limits.admit(Limit.MAILS, caller.user());
    return admission.isRefused()
        ? RateLimits.refusal()
        : answer(
            caller.user(),
            admission.charge(
                () -> users.change(caller.user(), change),
                result -> result instanceof ProfileResult.Changed changed && changed.newAddress()));
  }

  private HttpResponse<Me> answer(UserId user, ProfileResult result) {
    return switch (result) {
      case ProfileResult.Changed changed -> answer(user);
      case ProfileResult.UsernameTaken taken ->
          Problems.refuse(ErrorCode.USERNAME_TAKEN, "Somebody else has this username.");
      case ProfileResult.EmailTaken taken ->
          Problems.refuse(ErrorCode.EMAIL_TAKEN, "An account with this address exists.");
      case ProfileResult.Gone gone -> gone();
    };
  }

  private HttpResponse<Me> answer(UserId user) {
    return users.me(user).<HttpResponse<Me>>map(HttpResponse::ok).orElseGet(MeController::gone);
  }

  private static HttpResponse<Me> gone() {
    return Problems.refuse(ErrorCode.UNAUTHENTICATED, "This account is gone.");
  }
}
