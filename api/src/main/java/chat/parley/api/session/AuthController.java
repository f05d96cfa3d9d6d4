package chat.parley.api.session;

import static java.util.Objects.requireNonNull;

import chat.parley.api.account.Accounts;
import chat.parley.api.account.CreateResult;
import chat.parley.api.account.LoginResult;
import chat.parley.api.account.NewAccount;
import chat.parley.api.system.Problems;
import chat.parley.api.user.Users;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
import chat.parley.shared.problem.Problem;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.Valid;

/// Registering and logging in.
@Controller("/v1/auth")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class AuthController {
  private final Accounts accounts;
  private final Users users;
  private final Sessions sessions;

  AuthController(Accounts accounts, Users users, Sessions sessions) {
    this.accounts = accounts;
    this.users = users;
    this.sessions = sessions;
  }

  @Post("/register")
  HttpResponse<?> register(@Valid @Body RegisterRequest body, HttpRequest<?> request) {
    NewAccount wanted =
        new NewAccount(
            requireNonNull(body.username()),
            requireNonNull(body.email()),
            requireNonNull(body.password()),
            body.displayName());
    return switch (accounts.create(wanted)) {
      case CreateResult.Created created ->
          HttpResponse.created(logIn(created.user().id(), Device.of(request, null)));
      case CreateResult.UsernameTaken taken ->
          Problems.refuse(ErrorCode.USERNAME_TAKEN, "Somebody else has this username.");
      case CreateResult.EmailTaken taken ->
          Problems.refuse(ErrorCode.EMAIL_TAKEN, "An account with this address exists.");
    };
  }

  @Post("/login")
  HttpResponse<?> login(@Valid @Body LoginRequest body, HttpRequest<?> request) {
    return authenticate(body, request);
  }

  @Post(value = "/login", consumes = MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> login(@Valid @Body LoginForm form, HttpRequest<?> request) {
    return authenticate(form.toRequest(), request);
  }

  private HttpResponse<?> authenticate(LoginRequest wanted, HttpRequest<?> request) {
    String login = wanted.login();
    if (login == null) {
      return Problems.invalid("username", "required", "username or email must be given");
    }
    return switch (accounts.authenticate(login, requireNonNull(wanted.password()))) {
      case LoginResult.Right right ->
          HttpResponse.ok(logIn(right.user(), Device.of(request, wanted.deviceName())));
      case LoginResult.Wrong wrong ->
          Problems.refuse(ErrorCode.INVALID_CREDENTIALS, "Unknown account or wrong password.");
      case LoginResult.Suspended suspended ->
          Problems.refuse(
              Problem.of(ErrorCode.ACCOUNT_SUSPENDED, "This account is suspended.")
                  .withStatus(403));
    };
  }

  private LoggedIn logIn(UserId user, Device device) {
    Sessions.Tokens tokens = sessions.begin(user, device);
    return LoggedIn.of(users.me(user).orElseThrow(), tokens);
  }
}
