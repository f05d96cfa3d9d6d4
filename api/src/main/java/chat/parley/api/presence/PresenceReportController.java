package chat.parley.api.presence;

import chat.parley.api.system.Problems;
import chat.parley.shared.gateway.PresenceReport;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/// What push says about presence; needs the service credential, like all of `/internal`.
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class PresenceReportController {
  private final PresenceService presence;

  PresenceReportController(PresenceService presence) {
    this.presence = presence;
  }

  @Post(PresenceReport.PATH)
  HttpResponse<?> report(@Body PresenceReport.Request request) {
    if (request.changes().size() > PresenceReport.LIMIT) {
      return Problems.invalid("changes", "size", "at most " + PresenceReport.LIMIT);
    }
    presence.report(request.changes());
    return HttpResponse.noContent();
  }

  @Post(PresenceReport.ONLINE_PATH)
  PresenceReport.OnlineAnswer online(@Body PresenceReport.OnlineRequest request) {
    return new PresenceReport.OnlineAnswer(presence.online(request.after(), PresenceReport.LIMIT));
  }
}
