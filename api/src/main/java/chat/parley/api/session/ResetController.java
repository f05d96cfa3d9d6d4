package chat.parley.api.session;

import static java.util.Objects.requireNonNull;

import chat.parley.api.account.PasswordResets;
import chat.parley.api.account.Uncommon;
import chat.parley.api.limit.Charge;
import chat.parley.api.limit.Limit;
import chat.parley.api.limit.RateLimits;
import chat.parley.api.system.ClientAddress;
import chat.parley.api.system.CodePoints;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Required;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// A new password for who has forgotten theirs.
@Controller("/v1/auth/password-reset")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class ResetController {
  private final PasswordResets resets;
  private final Sessions sessions;
  private final RateLimits limits;
  private final ClientAddress clients;

  ResetController(
      PasswordResets resets, Sessions sessions, RateLimits limits, ClientAddress clients) {
    this.resets = resets;
    this.sessions = sessions;
    this.limits = limits;
    this.clients = clients;
  }

  /// Sends a mail with a token, if there is an account with this address; the answer doesn't
  /// tell.
  @Post
  @ApiResponse(responseCode = "202", description = "Will be sent, if there is such an account")
  HttpResponse<Void> requestReset(@Valid @Body ResetRequest body, HttpRequest<?> request) {
    String email = requireNonNull(body.email());
    if (limits
        .admit(
            Charge.of(Limit.MAILS, email), Charge.of(Limit.MAILS_BY_ADDRESS, clients.of(request)))
        .isRefused()) {
      return RateLimits.refusal();
    }
    resets.request(email);
    return HttpResponse.accepted();
  }

  /// Sets a new password and ends all sessions. The token works once.
  @Post("/confirm")
  HttpResponse<Void> confirmReset(@Valid @Body Confirmation body) {
    return sessions.resetPassword(requireNonNull(body.token()), requireNonNull(body.newPassword()))
        ? HttpResponse.noContent()
        : Problems.invalid("token", "usable", "is unknown, used or expired");
  }

  /// The body of the request for a mail.
  @Schema(name = "ResetRequest")
  @Serdeable
  record ResetRequest(@Nullable @Required @Email @Size(min = 3, max = 254) String email) {}

  /// The body of `…/confirm`.
  @Schema(name = "ResetConfirmation")
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Confirmation(
      @Nullable @Required @Size(max = 128) String token,
      @Nullable @Required @CodePoints(min = 8, max = 128) @Uncommon String newPassword) {
    /// Without token and password.
    @Override
    public String toString() {
      return "Confirmation[…]";
    }
  }
}
