package chat.parley.api.account;

import static java.util.Objects.requireNonNull;

import chat.parley.api.limit.Limit;
import chat.parley.api.limit.RateLimits;
import chat.parley.api.system.Caller;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Required;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// Confirming an e-mail address.
@Controller("/v1/auth/email-verification")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class EmailVerificationController {
  private final EmailVerifications verifications;
  private final RateLimits limits;

  EmailVerificationController(EmailVerifications verifications, RateLimits limits) {
    this.verifications = verifications;
    this.limits = limits;
  }

  /// Sends the mail once more, unless the address is confirmed already. Links of earlier mails no
  /// longer work then.
  @Post
  @ApiResponse(responseCode = "202", description = "Will be sent")
  HttpResponse<Void> again(Caller caller) {
    if (limits.admit(Limit.MAILS, caller.user()).isRefused()) {
      return RateLimits.refusal();
    }
    verifications.again(caller.user());
    return HttpResponse.accepted();
  }

  /// Confirms the address that the token was mailed to. By whoever has the token: mail is often
  /// read on another device.
  @Post("/confirm")
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<Void> confirm(@Valid @Body Confirmation body) {
    return verifications.confirm(new MailToken(requireNonNull(body.token())))
        ? HttpResponse.noContent()
        : Problems.invalid("token", "usable", "is unknown, used or expired");
  }

  /// The body of `…/confirm`.
  @Schema(name = "EmailConfirmation")
  @Serdeable
  record Confirmation(@Nullable @Required @Size(max = 128) String token) {
    /// Without the token.
    @Override
    public String toString() {
      return "Confirmation[…]";
    }
  }
}
