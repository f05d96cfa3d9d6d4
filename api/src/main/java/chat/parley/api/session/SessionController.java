package chat.parley.api.session;

import static java.util.Objects.requireNonNull;

import chat.parley.api.account.PasswordResult;
import chat.parley.api.limit.Limit;
import chat.parley.api.limit.RateLimits;
import chat.parley.api.system.BadCursorException;
import chat.parley.api.system.Caller;
import chat.parley.api.system.CursorCodec;
import chat.parley.api.system.Page;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Refuses;
import chat.parley.shared.id.MalformedIdException;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.problem.ErrorCode;
import chat.parley.shared.problem.Problem;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The devices that one is logged in on, and logging out of them.
@Controller("/v1/auth")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class SessionController {
  private final Sessions sessions;
  private final RateLimits limits;

  SessionController(Sessions sessions, RateLimits limits) {
    this.sessions = sessions;
    this.limits = limits;
  }

  /// Ends a session: the access token's, or else the refresh token's, for whoever has only that
  /// one left. A session that has ended already is as good as one that ends now.
  @Post("/logout")
  @Secured(SecurityRule.IS_ANONYMOUS)
  @Refuses(ErrorCode.UNAUTHENTICATED)
  HttpResponse<Void> logOut(@Nullable Caller caller, @Nullable @Valid @Body LogoutRequest body) {
    if (caller != null) {
      sessions.logOut(caller);
      return HttpResponse.noContent();
    }
    String token = body == null ? null : body.refreshToken();
    if (token != null && sessions.logOut(new RefreshToken(token))) {
      return HttpResponse.noContent();
    }
    // Answered as where an access token is the only way in.
    throw new AuthorizationException(null);
  }

  /// Ends all sessions of the caller.
  @Post("/logout-all")
  HttpResponse<Void> logOutEverywhere(Caller caller) {
    sessions.logOutEverywhere(caller.user());
    return HttpResponse.noContent();
  }

  /// The devices that the caller is logged in on.
  @Get("/sessions")
  Page<SessionView> list(
      @Nullable @QueryValue String cursor,
      @QueryValue(defaultValue = "50") @Min(1) @Max(100) int limit,
      Caller caller) {
    List<SessionView> found =
        sessions.list(caller, cursor == null ? null : position(cursor), limit + 1);
    return found.size() > limit
        ? new Page<>(
            found.subList(0, limit), CursorCodec.encode("s", found.get(limit - 1).id().toString()))
        : new Page<>(found, null);
  }

  private static SessionId position(String cursor) {
    List<String> parts = CursorCodec.decode(cursor, 2);
    try {
      if (parts.getFirst().equals("s")) {
        return SessionId.parse(parts.getLast());
      }
    } catch (MalformedIdException e) {
      throw new BadCursorException();
    }
    throw new BadCursorException();
  }

  /// Ends one session of the caller's.
  @Delete("/sessions/{id}")
  HttpResponse<Void> revoke(@PathVariable SessionId id, Caller caller) {
    return sessions.revoke(id, caller.user()) ? HttpResponse.noContent() : Problems.notFound();
  }

  /// Changes the password and ends every other session.
  @Post("/password")
  @Refuses(with403 = ErrorCode.INVALID_CREDENTIALS)
  HttpResponse<Void> changePassword(@Valid @Body PasswordRequest body, Caller caller) {
    if (limits.admit(Limit.PASSWORD_CHECKS, caller.user()).isRefused()) {
      return RateLimits.refusal();
    }
    return switch (sessions.changePassword(
        caller, requireNonNull(body.currentPassword()), requireNonNull(body.newPassword()))) {
      case PasswordResult.Changed changed -> HttpResponse.noContent();
      case PasswordResult.WrongPassword wrong ->
          Problems.refuse(
              Problem.of(ErrorCode.INVALID_CREDENTIALS, "The current password is another.")
                  .withStatus(403));
    };
  }
}
