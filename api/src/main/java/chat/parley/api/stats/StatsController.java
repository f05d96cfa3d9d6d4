package chat.parley.api.stats;

import chat.parley.api.account.Admins;
import chat.parley.api.system.Caller;
import chat.parley.api.system.Refuses;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/// Tells how much there is, and how this api fares.
@Controller
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class StatsController {
  private final Statistics statistics;
  private final DetailedHealth health;
  private final Admins admins;

  StatsController(Statistics statistics, DetailedHealth health, Admins admins) {
    this.statistics = statistics;
    this.health = health;
    this.admins = admins;
  }

  /// How much there is. The figures are some seconds old at most, and estimates where they are
  /// large.
  @Get("/v1/stats")
  HttpResponse<Figures> stats() {
    return HttpResponse.ok(statistics.figures());
  }

  /// How much there is, in more detail, for admins.
  @Get("/v1/admin/stats")
  @Refuses(ErrorCode.FORBIDDEN)
  HttpResponse<AdminFigures> forAdmins(Caller caller) {
    return admins.isAdmin(caller.user())
        ? HttpResponse.ok(statistics.forAdmins())
        : Admins.refusal();
  }

  /// How this api's stores, pool and memory fare, for admins.
  @Get("/health/detailed")
  @Refuses(ErrorCode.FORBIDDEN)
  HttpResponse<Condition> health(Caller caller) {
    return admins.isAdmin(caller.user()) ? HttpResponse.ok(health.look()) : Admins.refusal();
  }
}
