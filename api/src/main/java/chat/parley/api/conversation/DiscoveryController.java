package chat.parley.api.conversation;

import chat.parley.api.limit.Limit;
import chat.parley.api.limit.RateLimits;
import chat.parley.api.system.Caller;
import chat.parley.api.system.CodePoints;
import chat.parley.api.system.Page;
import chat.parley.shared.event.Conversation;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What anybody may join.
@Controller("/v1/conversations/discover")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class DiscoveryController {
  private final DiscoveryRepository repository;
  private final RateLimits limits;

  DiscoveryController(DiscoveryRepository repository, RateLimits limits) {
    this.repository = repository;
    this.limits = limits;
  }

  /// Finds public groups and channels by their names: first what is called so, then what begins
  /// so, then what looks alike. Without a query all of them, the newest first. `me` is `null` where
  /// the caller is not in it.
  ///
  /// @param query in any case
  @Get
  HttpResponse<Page<Conversation>> discover(
      @Nullable @QueryValue @CodePoints(max = 100) String query,
      @Nullable @QueryValue String cursor,
      @QueryValue(defaultValue = "50") @Min(1) @Max(100) int limit,
      Caller caller) {
    if (limits.admit(Limit.SEARCH, caller.user()).isRefused()) {
      return RateLimits.refusal();
    }
    Discovery wanted =
        new Discovery(
            caller.user(),
            query == null ? "" : query.strip(),
            cursor == null ? null : Discovery.Place.parse(cursor));
    // One more than the page holds tells whether there is another page.
    List<Discovery.Hit> found =
        wanted.query().isEmpty()
            ? repository.all(wanted, limit + 1)
            : repository.search(wanted, limit + 1);
    Page<Discovery.Hit> page = Page.of(found, limit, hit -> hit.place().cursor());
    return HttpResponse.ok(
        new Page<>(
            page.items().stream().map(Discovery.Hit::conversation).toList(), page.nextCursor()));
  }
}
