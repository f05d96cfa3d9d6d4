package chat.parley.api.realtime;

import chat.parley.api.limit.Limit;
import chat.parley.api.limit.RateLimits;
import chat.parley.api.system.Caller;
import chat.parley.api.system.Problems;
import chat.parley.shared.auth.AccessToken;
import chat.parley.shared.auth.TicketGrant;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.uri.UriBuilder;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;

/// Sells tickets for sockets, so that no access token has to stand in an address.
@Controller("/v1/realtime/tickets")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class TicketController {
  private final TicketStore tickets;
  private final URI url;
  private final RateLimits limits;

  TicketController(TicketStore tickets, RealtimeSettings settings, RateLimits limits) {
    this.tickets = tickets;
    this.url = settings.url();
    this.limits = limits;
  }

  /// Buys a ticket that opens one socket within 30 seconds.
  @Post
  @ApiResponse(responseCode = "201", description = "The ticket", useReturnTypeSchema = true)
  HttpResponse<Bought> buy(Caller caller) {
    if (limits.admit(Limit.TICKETS, caller.user()).isRefused()) {
      return RateLimits.refusal();
    }
    Ticket ticket = Ticket.random();
    TicketGrant grant =
        new TicketGrant(new AccessToken(caller.user(), caller.session(), caller.expiresAt()));
    return tickets.put(ticket, grant)
        ? HttpResponse.created(
            new Bought(
                ticket.value(),
                TicketGrant.LIFE.toSeconds(),
                UriBuilder.of(url).queryParam("ticket", ticket.value()).build().toString()))
        : Problems.refuse(ErrorCode.DEPENDENCY_UNAVAILABLE, "Redis does not answer; retry.");
  }

  /// @param expiresIn seconds
  /// @param url complete, with the ticket
  @Schema(name = "Ticket")
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Bought(String ticket, long expiresIn, String url) {
    /// Without the ticket.
    @Override
    public String toString() {
      return "Bought[…]";
    }
  }
}
