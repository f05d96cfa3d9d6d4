package chat.parley.api.session;

import static java.util.Objects.requireNonNull;

import chat.parley.api.account.Accounts;
import chat.parley.api.account.CreateResult;
import chat.parley.api.account.LoginResult;
import chat.parley.api.account.NewAccount;
import chat.parley.api.account.ProvenPassword;
import chat.parley.api.limit.Charge;
import chat.parley.api.limit.Limit;
import chat.parley.api.limit.RateLimits;
import chat.parley.api.system.ClientAddress;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Refuses;
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
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.net.InetAddress;
import java.util.Optional;

/// Registering, logging in, and staying so.
@Controller("/v1/auth")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class AuthController {
  private final Accounts accounts;
  private final Users users;
  private final Sessions sessions;
  private final TokenRotation rotation;
  private final RateLimits limits;
  private final ClientAddress clients;

  AuthController(
      Accounts accounts,
      Users users,
      Sessions sessions,
      TokenRotation rotation,
      RateLimits limits,
      ClientAddress clients) {
    this.accounts = accounts;
    this.users = users;
    this.sessions = sessions;
    this.rotation = rotation;
    this.limits = limits;
    this.clients = clients;
  }

  /// Registers an account and logs in.
  @Post("/register")
  @ApiResponse(responseCode = "201", description = "Logged in", useReturnTypeSchema = true)
  @Refuses({ErrorCode.USERNAME_TAKEN, ErrorCode.EMAIL_TAKEN})
  HttpResponse<LoggedIn> register(@Valid @Body RegisterRequest body, HttpRequest<?> request) {
    InetAddress address = clients.of(request);
    if (limits.admit(Charge.of(Limit.REGISTRATION, address)).isRefused()) {
      return RateLimits.refusal();
    }
    NewAccount wanted =
        new NewAccount(
            requireNonNull(body.username()),
            requireNonNull(body.email()),
            requireNonNull(body.password()),
            body.displayName());
    return switch (accounts.create(wanted)) {
      case CreateResult.Created created ->
          logIn(created.proof(), Device.of(request, address, null))
              .<HttpResponse<LoggedIn>>map(HttpResponse::created)
              .orElseGet(AuthController::wrongCredentials);
      case CreateResult.UsernameTaken taken ->
          Problems.refuse(ErrorCode.USERNAME_TAKEN, "Somebody else has this username.");
      case CreateResult.EmailTaken taken ->
          Problems.refuse(ErrorCode.EMAIL_TAKEN, "An account with this address exists.");
    };
  }

  /// Logs in, by username or e-mail address.
  @Post("/login")
  @Refuses(value = ErrorCode.INVALID_CREDENTIALS, with403 = ErrorCode.ACCOUNT_SUSPENDED)
  HttpResponse<LoggedIn> login(@Valid @Body LoginRequest body, HttpRequest<?> request) {
    return authenticate(body, request);
  }

  /// Logs in, by username or e-mail address.
  @Post(value = "/login", consumes = MediaType.APPLICATION_FORM_URLENCODED)
  @Refuses(value = ErrorCode.INVALID_CREDENTIALS, with403 = ErrorCode.ACCOUNT_SUSPENDED)
  HttpResponse<LoggedIn> login(@Valid @Body LoginForm form, HttpRequest<?> request) {
    return authenticate(form.toRequest(), request);
  }

  private HttpResponse<LoggedIn> authenticate(LoginRequest wanted, HttpRequest<?> request) {
    String login = wanted.login();
    if (login == null) {
      return Problems.invalid("username", "required", "username or email must be given");
    }
    InetAddress address = clients.of(request);
    if (limits
        .admit(Charge.of(Limit.LOGIN, login), Charge.of(Limit.LOGIN_BY_ADDRESS, address))
        .isRefused()) {
      return RateLimits.refusal();
    }
    String password = requireNonNull(wanted.password());
    Device device = Device.of(request, address, wanted.deviceName());
    return authenticate(login, password, device)
        // What the password was checked against has been replaced meanwhile: by another password,
        // or by another hash of the same one.
        .or(() -> authenticate(login, password, device))
        .orElseGet(AuthController::wrongCredentials);
  }

  /// @return empty when the password has changed while it was checked
  private Optional<HttpResponse<LoggedIn>> authenticate(
      String login, String password, Device device) {
    return switch (accounts.authenticate(login, password)) {
      case LoginResult.Right right -> logIn(right.proof(), device).map(HttpResponse::ok);
      case LoginResult.Wrong wrong -> Optional.of(wrongCredentials());
      case LoginResult.Suspended suspended ->
          Optional.of(
              Problems.refuse(
                  Problem.of(ErrorCode.ACCOUNT_SUSPENDED, "This account is suspended.")
                      .withStatus(403)));
    };
  }

  private static HttpResponse<LoggedIn> wrongCredentials() {
    return Problems.refuse(ErrorCode.INVALID_CREDENTIALS, "Unknown account or wrong password.");
  }

  /// @return empty when the password is no longer the one that was proven
  private Optional<LoggedIn> logIn(ProvenPassword proof, Device device) {
    return sessions.begin(proof, device).flatMap(tokens -> loggedIn(proof.user(), tokens));
  }

  /// A new pair of tokens for a refresh token, which works once. The same client may repeat the
  /// call for some seconds and gets the same refresh token again; from anybody else, or later, it
  /// ends the session.
  @Post("/refresh")
  @Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.SESSION_REVOKED, ErrorCode.ACCOUNT_SUSPENDED})
  HttpResponse<LoggedIn> refresh(@Valid @Body RefreshRequest body, HttpRequest<?> request) {
    RefreshToken token = new RefreshToken(requireNonNull(body.refreshToken()));
    return switch (rotation.refresh(token, Device.of(request, clients.of(request), null))) {
      case RefreshResult.Refreshed refreshed ->
          loggedIn(
                  refreshed.user(),
                  sessions.tokens(refreshed.user(), refreshed.session(), refreshed.next()))
              .<HttpResponse<LoggedIn>>map(HttpResponse::ok)
              .orElseGet(AuthController::sessionIsOver);
      case RefreshResult.Unknown unknown ->
          Problems.refuse(ErrorCode.UNAUTHENTICATED, "No valid refresh token.");
      case RefreshResult.Ended ended -> sessionIsOver();
      case RefreshResult.Suspended suspended ->
          Problems.refuse(ErrorCode.ACCOUNT_SUSPENDED, "This account is suspended.");
    };
  }

  private static HttpResponse<LoggedIn> sessionIsOver() {
    return Problems.refuse(ErrorCode.SESSION_REVOKED, "This session is over.");
  }

  /// @return empty when the account has just been deleted
  private Optional<LoggedIn> loggedIn(UserId user, Sessions.Tokens tokens) {
    return users.me(user).map(me -> LoggedIn.of(me, tokens));
  }
}
